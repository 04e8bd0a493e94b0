package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.OpenApi;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Route;
import dev.cairn.server.metrics.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Routes for those who run a server, open to whoever reaches it. */
final class OpenRoutes {
  private static final InstanceId NOBODY = new InstanceId(new UUID(0, 0));
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration READY_WITHIN = Duration.ofSeconds(2);

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

  /**
   * Asks the store for what it does not have. However that fails, or when it takes too long, this
   * node is not ready: a store that hangs must not hang whoever asks.
   */
  private static Answer ready(Cairn cairn) {
    var look = new FutureTask<>(() -> cairn.workflows().find(NOBODY));
    Thread.ofVirtual().name("cairn-ready").start(look);
    try {
      look.get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return status("ready");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw away(interrupted);
    } catch (ExecutionException | TimeoutException silent) {
      throw away(silent);
    } finally {
      look.cancel(true);
    }
  }

  private static CairnException away(Exception why) {
    return new CairnException.Unavailable("the store does not answer", why);
  }
}
