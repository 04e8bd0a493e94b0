package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.Api;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.Route;
import dev.cairn.server.http.Service;
import dev.cairn.server.log.Journal;
import dev.cairn.server.metrics.Meters;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Cairn on the wire: all routes of the contract over a store that somebody else opened. */
public final class Server implements AutoCloseable {
  private final HttpServer http;
  private final Journal journal;

  private Server(HttpServer http, Journal journal) {
    this.http = http;
    this.journal = journal;
  }

  /**
   * Starts to serve.
   *
   * @param gate finds out who calls, and gives each caller the store as they may see it
   * @param random tells apart the request ids of several nodes
   * @throws RuntimeException when the address cannot be listened on
   */
  public static Server start(
      Cairn cairn, Gate gate, ServerConfig config, Journal journal, RandomGenerator random) {
    return start(cairn, gate, config, journal, new Meters(), random);
  }

  /**
   * Starts to serve, and shows these meters; {@link Meters#kernel} has been told to the store.
   *
   * @param gate finds out who calls, and gives each caller the store as they may see it
   * @param random tells apart the request ids of several nodes
   * @throws RuntimeException when the address cannot be listened on
   */
  public static Server start(
      Cairn cairn,
      Gate gate,
      ServerConfig config,
      Journal journal,
      Meters meters,
      RandomGenerator random) {
    var service = new Service(routes(cairn, meters), gate, new FailureLog(journal, meters));
    var http = HttpServer.start(service, config.http(), random);
    journal.write(Level.INFO, "listening", JsonObject.of("url", http.address().toString()));
    return new Server(http, journal);
  }

  /** Every route there is. */
  static List<Route> routes(Cairn cairn, Meters meters) {
    return Stream.of(OpenRoutes.all(cairn, meters), Api.routes()).flatMap(List::stream).toList();
  }

  public URI address() {
    return http.address();
  }

  /** Answers what was accepted, then stops. The store stays open. */
  @Override
  public void close() {
    journal.write(Level.INFO, "stopping", JsonObject.empty());
    http.close();
    journal.write(Level.INFO, "stopped", JsonObject.empty());
  }
}
