package dev.cairn.server.api;

import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.InstanceId;
import dev.cairn.Reason;
import dev.cairn.Role;
import dev.cairn.Status;
import dev.cairn.Warning;
import dev.cairn.Workflows;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;
import java.util.Optional;

/** Moving an instance through its life. */
final class LifeRoutes {
  private LifeRoutes() {}

  static List<Route> all() {
    return List.of(
        move("start", Status.RUNNING, Workflows::start),
        move("pause", Status.PAUSED, Workflows::pause),
        move("resume", Status.RUNNING, Workflows::resume),
        move("cancel", Status.CANCELLED, Workflows::cancel));
  }

  private interface Move {
    CommitResult of(Workflows workflows, InstanceId id, Optional<String> reason);
  }

  private static Route move(String verb, Status to, Move move) {
    return Route.post(Requests.ONE + "/" + verb)
        .from(Role.PARTICIPANT, (request, caller) -> answer(request, caller, to, move));
  }

  private static Answer answer(Request request, Caller caller, Status to, Move move) {
    var id = Requests.id(request);
    var fields = request.optionalFields();
    var reason = fields.text("reason");
    fields.refuseOthers();
    var result = move.of(caller.cairn().workflows(), id, reason);
    return switch (result) {
      case Committed it ->
          request.prefersRepresentation() ? Commits.represented(200, it) : moved(it);
      case CommitResult.Rejected it -> throw refused(it, to);
      case CommitResult.Conflict it -> throw Commits.refusal(it, Stated.IN_BODY);
      case CommitResult.Fenced it -> throw Commits.refusal(it, Stated.IN_BODY);
      case CommitResult.Repeated it ->
          throw new IllegalStateException("repeated, and had no key: " + it.receipt().id());
    };
  }

  private static Answer moved(Committed it) {
    var message = it.warnings().stream().findFirst().map(Warning::detail);
    var json = it.instance().toJson();
    var told = message.map(text -> json.with("message", Json.of(text))).orElse(json);
    return Commits.warned(
        Answer.ok(told)
            .etag(it.instance().version())
            .header("Cairn-Receipt", it.receipt().hash().hex()),
        it.warnings());
  }

  private static Refusal refused(CommitResult.Rejected it, Status to) {
    var reason = it.reasons().getFirst();
    return reason.code() == Reason.Code.INVALID_TRANSITION
        ? new Refusal(illegal(reason, to))
        : Commits.refusal(it, Stated.IN_BODY);
  }

  private static Problem illegal(Reason reason, Status to) {
    var statuses =
        JsonObject.of("from", reason.id().map(Json::of).orElse(Json.of(null)), "to", to.toString());
    return Problem.of(
            400,
            reason.code().toString(),
            reason.detail(),
            "read the instance: its status says what can follow")
        .with(statuses);
  }
}
