package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.OpenApi;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Route;
import dev.cairn.server.metrics.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Routes for those who run a server, open to whoever reaches it. */
final class OpenRoutes {
  private static final InstanceId NOBODY = new InstanceId(new UUID(0, 0));
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private OpenRoutes() {}

  static List<Route> all(Cairn cairn, Meters meters) {
    var routes = new ArrayList<>(OpenApi.routes());
    routes.add(Route.get("/health").openTo(request -> status("ok")));
    routes.add(Route.get("/ready").openTo(request -> ready(cairn)));
    routes.add(Route.get("/metrics").openTo(request -> Answer.bytes(PROMETHEUS, meters::scrape)));
    return routes;
  }

  private static Answer status(String word) {
    return Answer.ok(JsonObject.of("status", word));
  }

  /** Asks the store for what it does not have: a store that is away fails, with 503. */
  private static Answer ready(Cairn cairn) {
    cairn.workflows().find(NOBODY);
    return status("ready");
  }
}
