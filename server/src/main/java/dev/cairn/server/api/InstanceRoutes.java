package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Role;
import dev.cairn.Times;
import dev.cairn.Workflows;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Parameters;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creating, finding, reading and deleting instances. */
final class InstanceRoutes {
  private InstanceRoutes() {}

  static List<Route> all() {
    var rendered = new Rendered();
    return List.of(
        Route.post(Requests.WORKFLOWS).from(Role.PARTICIPANT, InstanceRoutes::create),
        Route.get(Requests.WORKFLOWS)
            .with(listParameters())
            .from(Role.VIEWER, InstanceRoutes::list),
        Route.get(Requests.ONE)
            .with("version", "asOf")
            .from(Role.VIEWER, (request, caller) -> get(request, caller, rendered)),
        Route.delete(Requests.ONE).from(Role.PARTICIPANT, InstanceRoutes::delete),
        Route.get("/api/v1/statistics")
            .with(ListParameters.FILTERS)
            .from(Role.VIEWER, InstanceRoutes::statistics));
  }

  private static Set<String> listParameters() {
    var names = new HashSet<>(ListParameters.FILTERS);
    names.addAll(PageParameters.NAMES);
    names.add("showCancelled");
    return names;
  }

  private static Answer create(Request request, Caller caller) {
    var fields = request.fields();
    var wanted = NewInstances.read(fields);
    var key = fields.text("idempotencyKey").or(request::idempotencyKey);
    fields.refuseOthers();
    var workflows = caller.cairn().workflows();
    if (key.isEmpty()) {
      return created(201, workflows.create(wanted));
    }
    var keyed = NewInstances.keyed(wanted, key.get(), caller.subject());
    boolean known = keyed.id().filter(workflows::exists).isPresent();
    var instance = workflows.create(keyed);
    return known ? Commits.replayed(created(200, instance)) : created(201, instance);
  }

  static Answer.Document created(int status, Instance instance) {
    return Answer.json(status, instance.toJson())
        .etag(instance.version())
        .header("Location", Requests.WORKFLOWS + "/" + instance.id());
  }

  private static Answer list(Request request, Caller caller) {
    var parameters = request.parameters();
    var filter = ListParameters.visible(parameters, caller.subject());
    return Answer.ok(PageParameters.answer(parameters, caller.cairn().workflows(), filter));
  }

  private static Answer get(Request request, Caller caller, Rendered rendered) {
    var id = Requests.id(request);
    var parameters = request.parameters();
    var version = parameters.number("version");
    var time = parameters.time("asOf");
    if (version.isPresent() && time.isPresent()) {
      throw Parameters.invalid("asOf", "does not go with version", "use one of them");
    }
    var history = caller.cairn().history();
    var instance =
        time.map(at -> history.asOf(id, at).orElseThrow(() -> notYet(id, at)))
            .or(() -> version.map(number -> history.at(id, number)))
            .orElseGet(() -> caller.cairn().workflows().get(id));
    return Answer.bytes(Request.JSON, () -> rendered.bytes(instance)).etag(instance.version());
  }

  private static CairnException notYet(InstanceId id, Instant time) {
    return new CairnException.NotFound(
        "version_not_found",
        "instance " + id + " did not exist at " + Times.format(time),
        "list its versions and their times");
  }

  private static Answer delete(Request request, Caller caller) {
    Workflows workflows = caller.cairn().workflows();
    var receipt = workflows.delete(Requests.id(request));
    var answer =
        request.prefersRepresentation()
            ? Answer.ok(JsonObject.of("receipt", receipt.toJson()))
                .header("Preference-Applied", "return=representation")
            : Answer.none();
    return answer.header("Cairn-Receipt", receipt.hash().hex());
  }

  private static Answer statistics(Request request, Caller caller) {
    var filter = ListParameters.filter(request.parameters(), caller.subject());
    return Answer.ok(caller.cairn().workflows().statistics(filter).toJson());
  }
}
