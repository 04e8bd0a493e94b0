package dev.cairn.client;

import dev.cairn.Archive;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Definitions;
import dev.cairn.Feed;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.Names;
import dev.cairn.Options;
import dev.cairn.Times;
import dev.cairn.Work;
import dev.cairn.Workflows;
import dev.cairn.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;

/**
 * Cairn at the other end of an HTTP connection. Safe for use by many threads.
 *
 * <p>Every commit and creation carries an idempotency key, the caller's or one made here. So it can
 * be sent again when its answer is lost, and is applied once.
 */
public final class RemoteCairn implements Cairn {
  private final HttpClient http;
  private final Exchange exchange;
  private final ClientSettings settings;
  private final Options options;
  private final Keys keys;
  private final Streams streams;

  private RemoteCairn(
      HttpClient http,
      Exchange exchange,
      ClientSettings settings,
      Options options,
      Keys keys,
      Streams streams) {
    this.http = http;
    this.exchange = exchange;
    this.settings = settings;
    this.options = options;
    this.keys = keys;
    this.streams = streams;
  }

  /**
   * Speaks to the server at a URL, such as {@code https://cairn.example.com}. Nothing is sent yet.
   *
   * @param options of which the clock and the random source are used; all else is the server's
   * @throws CairnException.Invalid when it is no such URL
   */
  public static RemoteCairn connect(String url, ClientSettings settings, Options options) {
    var http = Exchange.client(settings.connectTimeout());
    var pauses = new Pauses(options.random());
    var exchange = new Exchange(http, server(url), settings, settings.credential(), pauses);
    var keys = new Keys(options.clock(), options.random());
    return new RemoteCairn(http, exchange, settings, options, keys, new Streams());
  }

  /**
   * A token that lets a browser in once, at {@code /#/enter/TOKEN} of the server.
   *
   * @param until when it ends
   */
  public record ConsoleLink(String token, Instant until) {}

  /**
   * Asks for a way into the console, as whom the credential stands for.
   *
   * @throws CairnException.Unauthorized when nobody has the credential
   */
  public ConsoleLink consoleLink() {
    // Once: what got lost on the way would let in whoever finds it.
    var reply = exchange.send(Call.post("/session/links", JsonObject.empty()));
    var link = Problems.body(reply).asObject();
    return new ConsoleLink(
        link.require("token").asString(), Times.parse(link.require("expiresAt").asString()));
  }

  private static String server(String url) {
    try {
      var uri = URI.create(url);
      if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return url.replaceFirst("/+$", "");
      }
    } catch (IllegalArgumentException notOne) {
      // Falls through: both deserve the same answer.
    }
    throw new CairnException.Invalid(
        "unknown_store",
        "not the URL of a server",
        "write http://host:port, or https://host where the server has a certificate");
  }

  /**
   * The same server, with the credential of another.
   *
   * @throws CairnException.Forbidden when {@link ClientSettings#actors} finds none
   */
  @Override
  public Cairn as(String actor) {
    Names.check("actor", actor, 200);
    var credential =
        settings
            .actors()
            .apply(actor)
            .orElseThrow(() ->
                new CairnException.Forbidden(
                    "there is no credential for '" + actor + "' here",
                    "over HTTP the credential says who acts: give one to ClientSettings.actors"));
    return new RemoteCairn(http, exchange.as(credential), settings, options, keys, streams);
  }

  @Override
  public Workflows workflows() {
    return new RemoteWorkflows(exchange, keys);
  }

  @Override
  public History history() {
    return new RemoteHistory(exchange, keys);
  }

  @Override
  public Definitions definitions() {
    return new RemoteDefinitions(exchange);
  }

  @Override
  public Work work() {
    return new RemoteWork(exchange, keys);
  }

  @Override
  public Feed feed() {
    return new RemoteFeed(exchange, streams);
  }

  @Override
  public Identities identities() {
    return new RemoteIdentities(exchange);
  }

  @Override
  public Archive archive() {
    return new RemoteArchive(exchange);
  }

  /** Ends all subscriptions and connections; the server goes on. */
  @Override
  public void close() {
    streams.close();
    http.shutdownNow();
  }
}
