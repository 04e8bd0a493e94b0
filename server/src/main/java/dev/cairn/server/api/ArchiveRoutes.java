package dev.cairn.server.api;

import dev.cairn.InstanceId;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Moving and thinning out what is stored. */
final class ArchiveRoutes {
  private static final String BYTES = "application/octet-stream";
  private static final String LINES = "application/x-ndjson";

  private ArchiveRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/snapshot").from(Role.VIEWER, ArchiveRoutes::snapshot),
        Route.post(Requests.ONE + "/snapshot").from(Role.PARTICIPANT, ArchiveRoutes::restore),
        Route.post("/api/v1/export").from(Role.OPERATOR, ArchiveRoutes::export),
        Route.post("/api/v1/import").from(Role.ADMIN, ArchiveRoutes::importAll),
        Route.post(Requests.ONE + "/prune").from(Role.ADMIN, ArchiveRoutes::prune),
        Route.post("/api/v1/retention").from(Role.ADMIN, ArchiveRoutes::retain),
        Route.post(Requests.ONE + "/purge").from(Role.ADMIN, ArchiveRoutes::purge));
  }

  private static Answer snapshot(Request request, Caller caller) {
    var bytes = caller.cairn().archive().snapshot(Requests.id(request));
    return Answer.bytes(BYTES, () -> bytes);
  }

  private static Answer restore(Request request, Caller caller) {
    var id = Requests.id(request);
    var instance = caller.cairn().archive().restoreSnapshot(id, request.bytes(BYTES));
    return Answer.ok(instance.toJson()).etag(instance.version());
  }

  /** Written as it is read from the store: it may be longer than memory is large. */
  private static Answer export(Request request, Caller caller) {
    var fields = request.fields();
    var ids =
        fields.requireArray("ids").items().stream()
            .map(Json::asString)
            .map(InstanceId::of)
            .toList();
    fields.refuseOthers();
    // Before the head of the answer is sent: what is missing is a 404. What was deleted is not.
    ids.forEach(id -> caller.cairn().history().receipt(id, 1));
    return Answer.stream(LINES, out -> caller.cairn().archive().exportTo(out, ids));
  }

  private static Answer importAll(Request request, Caller caller) {
    var lines = new ByteArrayInputStream(request.bytes(LINES));
    var imported = caller.cairn().archive().importFrom(lines);
    return Answer.ok(
        JsonObject.of("imported", imported.stream().map(InstanceId::toString).toList()));
  }

  private static Answer prune(Request request, Caller caller) {
    var fields = request.fields();
    long before = fields.requireNumber("beforeVersion");
    fields.refuseOthers();
    return forgotten(caller.cairn().archive().prune(Requests.id(request), before));
  }

  private static Answer retain(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    return forgotten(caller.cairn().archive().applyRetention());
  }

  private static Answer forgotten(long versions) {
    return Answer.ok(JsonObject.of("forgotten", versions));
  }

  private static Answer purge(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    var id = Requests.id(request);
    caller.cairn().archive().purge(id);
    return Answer.ok(JsonObject.of("purged", id.toString()));
  }
}
