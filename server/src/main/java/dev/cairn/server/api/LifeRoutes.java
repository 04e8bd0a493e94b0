package dev.cairn.server.api;

import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Move;
import dev.cairn.Reason;
import dev.cairn.Role;
import dev.cairn.Status;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Moving an instance through its life. */
final class LifeRoutes {
  private LifeRoutes() {}

  static List<Route> all() {
    return Arrays.stream(Move.Verb.values()).map(LifeRoutes::route).toList();
  }

  private static Route route(Move.Verb verb) {
    return Route.post(Requests.ONE + "/" + verb.name().toLowerCase(Locale.ROOT))
        .conditional()
        .from(Role.PARTICIPANT, (request, caller) -> answer(request, caller, verb));
  }

  private static Answer answer(Request request, Caller caller, Move.Verb verb) {
    var asked = read(request, verb);
    var workflows = caller.cairn().workflows();
    var stated = request.ifMatch().isPresent() ? Stated.IN_HEADER : Stated.IN_BODY;
    return switch (workflows.move(asked)) {
      case Committed it ->
          request.prefersRepresentation() ? Commits.represented(200, it) : moved(it);
      case CommitResult.Repeated it ->
          Commits.replayed(
              request.prefersRepresentation()
                  ? Answer.ok(it.toJson())
                  : Commits.asItWas(caller.cairn(), it));
      case CommitResult.Rejected it -> throw refused(it, verb.to(), stated);
      case CommitResult.Conflict it -> throw Commits.refusal(it, stated);
      case CommitResult.Fenced it -> throw Commits.refusal(it, stated);
    };
  }

  /** The version that the caller read may be stated in the header or in the body, or not at all. */
  private static Move read(Request request, Move.Verb verb) {
    var fields = request.optionalFields();
    var move = Move.of(verb, Requests.id(request)).because(fields.text("reason"));
    var expected = Requests.expectedVersion(fields, request.ifMatch());
    var key = fields.text("idempotencyKey").or(request::idempotencyKey);
    fields.refuseOthers();
    var from = expected.map(move::from).orElse(move);
    return key.map(from::key).orElse(from);
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

  private static Refusal refused(CommitResult.Rejected it, Status to, Stated stated) {
    var reason = it.reasons().getFirst();
    return reason.code() == Reason.Code.INVALID_TRANSITION
        ? new Refusal(illegal(reason, to))
        : Commits.refusal(it, stated);
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
