package dev.cairn.server;

import dev.cairn.ApiKey;
import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import dev.cairn.server.metrics.Meters;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A server in this process as it is served to strangers: with its gate, and keys. */
final class Gated implements AutoCloseable {
  final FakeClock clock;
  final Cairn cairn;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  Gated(Map<String, String> settings) {
    this(settings, new FakeClock(), new Meters());
  }

  /** One that tells these meters what it does. */
  Gated(Map<String, String> settings, FakeClock clock, Meters meters) {
    this(settings, clock, meters, Kernel.over(new MemoryStore(), options(clock, meters)));
  }

  private static Options options(FakeClock clock, Meters meters) {
    return Options.defaults().clock(clock).observer(meters.kernel());
  }

  /** One node of several over a store; it closes what it is given. */
  Gated(Map<String, String> settings, FakeClock clock, Cairn cairn) {
    this(settings, clock, new Meters(), cairn);
  }

  private Gated(Map<String, String> settings, FakeClock clock, Meters meters, Cairn cairn) {
    this.clock = clock;
    this.cairn = cairn;
    var port = new ServerConfig.Source("the test", Map.of("port", "0"));
    var others = new ServerConfig.Source("the test", settings);
    this.server =
        Server.start(
            cairn,
            ServerConfig.of(Path.of("unused"), List.of(port, others)),
            new Journal(LogFormat.TEXT, clock, line -> {}),
            meters,
            clock,
            RandomGenerator.of("L64X128MixRandom"));
    Served.registerAll(cairn);
  }

  URI address() {
    return server.address();
  }

  /** Calls without credentials; every exchange is compared with openapi.json. */
  Call anonymous() {
    return new Call(client, server.address(), new Contract(), List.of());
  }

  Call bearer(String credentials) {
    return anonymous().with("Authorization", "Bearer " + credentials);
  }

  Call as(String subject, Role role) {
    return bearer(key(subject, role, Optional.empty()).text());
  }

  ApiKey.Created key(String subject, Role role, Optional<Instant> expiresAt) {
    var roles = new TreeSet<>(List.of(role.toString()));
    return cairn.identities().createKey(new ApiKey.Wanted(subject, roles, expiresAt));
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
    cairn.close();
  }
}
