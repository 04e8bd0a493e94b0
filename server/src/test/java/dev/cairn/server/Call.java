package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is said to a server, by whom; immutable. */
public final class Call {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI address;
  private final Witness witness;
  private final List<String> headers;

  /** Sees every exchange, and may object. */
  public interface Witness {
    void saw(HttpRequest request, byte[] body, Reply reply);
  }

  Call(HttpClient client, URI address, Witness witness, List<String> headers) {
    this.client = client;
    this.address = address;
    this.witness = witness;
    this.headers = headers;
  }

  /** The same, and nobody looks at what is answered. */
  Call unwatched() {
    return new Call(client, address, (request, body, reply) -> {}, headers);
  }

  public Call with(String name, String value) {
    var all = new ArrayList<>(headers);
    all.add(name);
    all.add(value);
    return new Call(client, address, witness, all);
  }

  public Reply get(String path) {
    return send("GET", path, new byte[0]);
  }

  public Reply delete(String path) {
    return send("DELETE", path, new byte[0]);
  }

  public Reply post(String path) {
    return send("POST", path, new byte[0]);
  }

  public Reply post(String path, Json body) {
    return post(path, body.canonical());
  }

  /** Posts a text that says it is JSON. */
  public Reply post(String path, String body) {
    return with("Content-Type", "application/json").send("POST", path, body.getBytes(UTF_8));
  }

  public Reply patch(String path, String type, String body) {
    return with("Content-Type", type).send("PATCH", path, body.getBytes(UTF_8));
  }

  public Reply send(String method, String path, byte[] body) {
    var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return send(method, path, publisher, body);
  }

  private Reply send(String method, String path, BodyPublisher publisher, byte[] body) {
    var builder =
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).method(method, publisher);
    if (!headers.isEmpty()) {
      builder.headers(headers.toArray(String[]::new));
    }
    var request = builder.build();
    try {
      var reply = new Reply(client.send(request, BodyHandlers.ofByteArray()));
      witness.saw(request, body, reply);
      return reply;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
