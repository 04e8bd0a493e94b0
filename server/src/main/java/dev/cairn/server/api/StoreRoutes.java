package dev.cairn.server.api;

import dev.cairn.Role;
import dev.cairn.Verification;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** Proving what is stored. */
final class StoreRoutes {
  private static final int BREAKS_MAX = 100;

  private StoreRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/verify").from(Role.VIEWER, StoreRoutes::verify),
        Route.get("/api/v1/verify").from(Role.OPERATOR, StoreRoutes::verifyAll));
  }

  private static Answer verify(Request request, Caller caller) {
    return Answer.ok(caller.cairn().archive().verify(Requests.id(request)).toJson());
  }

  /** Instances that hold are counted; of those that do not, the first are named. */
  private static Answer verifyAll(Request request, Caller caller) {
    var broken = new ArrayList<JsonObject>();
    var summary =
        caller
            .cairn()
            .archive()
            .verifyAll(it -> {
              if (!it.isOk() && broken.size() < BREAKS_MAX) {
                broken.add(it.toJson());
              }
            });
    return Answer.ok(json(summary).with("breaks", dev.cairn.json.Json.of(broken)));
  }

  private static JsonObject json(Verification.Summary summary) {
    return JsonObject.of(
        "instances",
        summary.instances(),
        "versions",
        summary.versions(),
        "broken",
        summary.broken(),
        "ok",
        summary.isOk());
  }
}
