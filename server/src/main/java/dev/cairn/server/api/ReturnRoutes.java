package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.History;
import dev.cairn.History.Restored;
import dev.cairn.History.Target;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Role;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeping a version, going back to one, and going on from one elsewhere. */
final class ReturnRoutes {
  private ReturnRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.post(Requests.ONE + "/checkpoints").from(Role.PARTICIPANT, ReturnRoutes::checkpoint),
        Route.get(Requests.ONE + "/checkpoints").from(Role.VIEWER, ReturnRoutes::checkpoints),
        Route.post(Requests.ONE + "/restore")
            .conditional()
            .from(Role.PARTICIPANT, ReturnRoutes::restore),
        Route.post(Requests.ONE + "/fork").from(Role.PARTICIPANT, ReturnRoutes::fork));
  }

  private static Answer checkpoint(Request request, Caller caller) {
    var fields = request.fields();
    var name = fields.requireText("name");
    fields.refuseOthers();
    var kept = caller.cairn().history().checkpoint(Requests.id(request), name);
    return Answer.json(201, kept.toJson());
  }

  private static Answer checkpoints(Request request, Caller caller) {
    var all = caller.cairn().history().checkpoints(Requests.id(request));
    return Answer.ok(new Page<>(all, Optional.empty()).toJson(Checkpoint::toJson));
  }

  private static Answer restore(Request request, Caller caller) {
    var fields = request.fields();
    var target = target(fields);
    var header = request.ifMatch();
    var expected = Requests.expectedVersion(fields, header);
    boolean dryRun = fields.bool("dryRun").orElse(false);
    fields.refuseOthers();
    var id = Requests.id(request);
    var history = caller.cairn().history();
    if (dryRun) {
      return Answer.ok(history.preview(id, target).toJson());
    }
    var restored = restored(history, id, target, expected, header);
    return Answer.ok(restored.toJson()).etag(restored.instance().version());
  }

  private static Restored restored(
      History history, InstanceId id, Target target, Optional<Long> expected, OptionalLong header) {
    try {
      return history.restore(id, target, expected);
    } catch (CairnException.Refused it) {
      throw Commits.refusal(it.result(), header.isPresent() ? Stated.IN_HEADER : Stated.IN_BODY);
    }
  }

  private static Target target(Fields fields) {
    var version = fields.number("version");
    var checkpoint = fields.text("checkpoint");
    if (version.isPresent() == checkpoint.isPresent()) {
      throw fields.invalid("version", "or else checkpoint must be there, and not both");
    }
    return version
        .<Target>map(Target.ToVersion::new)
        .orElseGet(() -> new Target.ToCheckpoint(checkpoint.orElseThrow()));
  }

  private static Answer fork(Request request, Caller caller) {
    var fields = request.fields();
    long version = fields.requireNumber("version");
    var newId = fields.text("id").map(InstanceId::of);
    fields.refuseOthers();
    var made = caller.cairn().history().fork(Requests.id(request), version, newId);
    return InstanceRoutes.created(201, made);
  }
}
