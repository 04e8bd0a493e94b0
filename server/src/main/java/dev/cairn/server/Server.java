package dev.cairn.server;

import dev.cairn.ApiKey;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.JsonObject;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.Streams;
import dev.cairn.server.api.Api;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.Route;
import dev.cairn.server.http.Service;
import dev.cairn.server.log.Journal;
import dev.cairn.server.metrics.Meters;
import dev.cairn.server.oidc.Oidc;
import dev.cairn.server.oidc.OidcSettings;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Cairn on the wire: all routes of the contract over a store that somebody else opened, and an
 * engine that drives its workflows.
 */
public final class Server implements AutoCloseable {
  private final HttpServer http;
  private final Listening listening;
  private final Streams streams;
  private final Browsers browsers;
  private final Optional<Engine> engine;
  private final Journal journal;

  private Server(
      HttpServer http,
      Listening listening,
      Streams streams,
      Browsers browsers,
      Optional<Engine> engine,
      Journal journal) {
    this.http = http;
    this.listening = listening;
    this.streams = streams;
    this.browsers = browsers;
    this.engine = engine;
    this.journal = journal;
  }

  /**
   * Starts to serve those whom the keys of the store, or the tokens of the settings, let in.
   *
   * @throws CairnException.Invalid when the settings of tokens or of TLS name what cannot be read
   * @throws RuntimeException when the address cannot be listened on
   */
  public static Server start(
      Cairn cairn,
      ServerConfig config,
      Journal journal,
      InstantSource clock,
      RandomGenerator random) {
    return start(cairn, config, journal, new Meters(), clock, random);
  }

  /**
   * Starts to serve, and shows these meters; {@link Meters#kernel} has been told to the store.
   *
   * @param random tells apart the request ids of several nodes
   * @throws RuntimeException when the address cannot be listened on
   */
  public static Server start(
      Cairn cairn,
      ServerConfig config,
      Journal journal,
      Meters meters,
      InstantSource clock,
      RandomGenerator random) {
    var denials = new Denials();
    var streams = new Streams(cairn.identities(), config.bounds().streams(), clock);
    meters.observe(denials, streams);
    var browsers = new Browsers(cairn.identities(), config.listening(), clock, streams::look);
    var gate = new AccessGate(cairn, config, browsers, streams, denials, clock);
    var all =
        Stream.of(
                routes(cairn, meters),
                ConsoleRoutes.all(config.oidc().map(OidcSettings::name)),
                signIn(cairn, config, browsers, denials, clock))
            .flatMap(List::stream)
            .toList();
    var service = new Service(all, gate, new FailureLog(journal, meters));
    var http = HttpServer.start(service, config.http(), random);
    streams.start();
    journal.write(Level.INFO, "listening", JsonObject.of("url", http.address().toString()));
    var engine = config.node().engine(random).map(it -> drive(cairn, it, journal));
    return new Server(http, config.listening(), streams, browsers, engine, journal);
  }

  private static List<Route> signIn(
      Cairn cairn, ServerConfig config, Browsers browsers, Denials denials, InstantSource clock) {
    return config
        .oidc()
        .map(it -> OidcRoutes.all(new Oidc(it, cairn.identities(), clock), browsers, denials))
        .orElse(List.of());
  }

  private static Engine drive(Cairn cairn, EngineSettings settings, Journal journal) {
    var engine = Engine.over(cairn, settings).start();
    journal.write(Level.INFO, "driving", JsonObject.of("node", settings.node()));
    return engine;
  }

  /** Every route of the contract; the files of the console are no part of it. */
  static List<Route> routes(Cairn cairn, Meters meters) {
    return Stream.of(OpenRoutes.all(cairn, meters), Api.routes()).flatMap(List::stream).toList();
  }

  /** Where it listens. */
  public URI address() {
    return http.address();
  }

  /** Where a program on this machine calls it. */
  public URI local() {
    return http.address(listening.called());
  }

  /** An address of the console that lets in once, as whom a key stands for. */
  public URI consoleLink(ApiKey key) {
    return URI.create(local() + "/#/enter/" + browsers.link(key).text());
  }

  /** Answers what was accepted, gives its lanes to other nodes, and stops; the store stays open. */
  @Override
  public void close() {
    journal.write(Level.INFO, "stopping", JsonObject.empty());
    http.close();
    engine.ifPresent(Engine::close);
    streams.close();
    journal.write(Level.INFO, "stopped", JsonObject.empty());
  }
}
