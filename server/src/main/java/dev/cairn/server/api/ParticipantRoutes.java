package dev.cairn.server.api;

import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Instance;
import dev.cairn.Mutation.SetParticipants;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;
import java.util.TreeSet;

/** Whose an instance is, and who takes part in it beside the owner. */
final class ParticipantRoutes {
  private static final String PATH = Requests.ONE + "/participants";

  private ParticipantRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/owner").from(Role.VIEWER, ParticipantRoutes::owner),
        Route.get(PATH).from(Role.VIEWER, ParticipantRoutes::get),
        Route.put(PATH).conditional().from(Role.PARTICIPANT, ParticipantRoutes::put));
  }

  private static Answer owner(Request request, Caller caller) {
    var subject = caller.cairn().workflows().owner(Requests.id(request));
    return Answer.ok(JsonObject.of("subject", subject));
  }

  private static Answer get(Request request, Caller caller) {
    return shown(caller.cairn().workflows().get(Requests.id(request)));
  }

  /** All of them are said at once, so that the same again is no harm: no version is asked for. */
  private static Answer put(Request request, Caller caller) {
    var id = Requests.id(request);
    var commit = Commit.to(id).with(new SetParticipants(new TreeSet<>(names(request))));
    var read = request.ifMatch();
    var result =
        caller
            .cairn()
            .workflows()
            .commit(read.isPresent() ? commit.from(read.getAsLong()) : commit);
    return switch (result) {
      case Committed it ->
          Commits.warned(
              shown(it.instance()).header("Cairn-Receipt", it.receipt().hash().hex()),
              it.warnings());
      case CommitResult.Conflict it -> throw Commits.refusal(it, Stated.IN_HEADER);
      case CommitResult.Rejected it -> throw Commits.refusal(it, Stated.IN_HEADER);
      case CommitResult.Fenced it -> throw Commits.refusal(it, Stated.IN_HEADER);
      case CommitResult.Repeated it ->
          throw new IllegalStateException("repeated, and had no key: " + it.receipt().id());
    };
  }

  private static List<String> names(Request request) {
    var fields = request.fields();
    var given = fields.requireArray("participants");
    fields.refuseOthers();
    try {
      return given.items().stream().map(Json::asString).toList();
    } catch (JsonException wrong) {
      throw fields.invalid("participants", "has what is no text");
    }
  }

  private static Answer.Document shown(Instance instance) {
    var names = Json.of(List.copyOf(instance.participants()));
    return Answer.ok(JsonObject.of("participants", names)).etag(instance.version());
  }
}
