package dev.cairn.server;

import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.http.Route;
import dev.cairn.server.metrics.Meters;
import dev.cairn.testkit.MemoryStore;
import java.util.List;

/** Every route of a server, for tests that compare them with something. */
public final class Routes {
  private Routes() {}

  public static List<Route> all() {
    try (var cairn = Kernel.over(new MemoryStore(), Options.defaults())) {
      return Server.routes(cairn, new Meters());
    }
  }

  /** The route of this method and path. */
  static Route named(String name) {
    return all().stream().filter(it -> it.toString().equals(name)).findFirst().orElseThrow();
  }
}
