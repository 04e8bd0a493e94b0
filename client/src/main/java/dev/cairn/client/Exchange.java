package dev.cairn.client;

import dev.cairn.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends requests, and sends them again where that is safe: after a time that doubles, with jitter,
 * or after the time that the server asked for. Safe for use by many threads.
 */
final class Exchange {
  private final HttpClient http;
  private final String server;
  private final ClientSettings settings;
  private final Optional<String> credential;
  private final Pauses pauses;

  Exchange(
      HttpClient http,
      String server,
      ClientSettings settings,
      Optional<String> credential,
      Pauses pauses) {
    this.http = http;
    this.server = server;
    this.settings = settings;
    this.credential = credential;
    this.pauses = pauses;
  }

  /** The same server, spoken to with another credential. */
  Exchange as(String other) {
    return new Exchange(http, server, settings, Optional.of(other), pauses);
  }

  int attempts() {
    return settings.attempts();
  }

  Pauses pauses() {
    return pauses;
  }

  /**
   * The answer, whatever its status.
   *
   * @throws CairnException.Unavailable when there is none
   */
  Reply send(Call call) {
    for (int attempt = 1; ; attempt++) {
      switch (attempt(call)) {
        case Outcome.Answered it -> {
          if (attempt == settings.attempts() || !isWorthRepeating(call, it.reply())) {
            return it.reply();
          }
          pauses.before(attempt, Pauses.asked(it.reply()));
        }
        case Outcome.Lost it -> {
          if (attempt == settings.attempts() || !isSafe(call, it.why())) {
            throw unavailable(it.why());
          }
          pauses.before(attempt, Optional.empty());
        }
      }
    }
  }

  /** What became of one attempt. */
  private sealed interface Outcome {
    record Answered(Reply reply) implements Outcome {}

    record Lost(IOException why) implements Outcome {}
  }

  private Outcome attempt(Call call) {
    try {
      var response =
          http.send(
              request(call).timeout(settings.requestTimeout().plus(call.longer())).build(),
              BodyHandlers.ofByteArray());
      return new Outcome.Answered(
          new Reply(response.statusCode(), response.headers(), response.body()));
    } catch (IOException lost) {
      return new Outcome.Lost(lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CairnException.Unavailable("interrupted while the server was asked", stopped);
    }
  }

  /** Refused before it was looked at (429), or on the way: a request with a key may come again. */
  private static boolean isWorthRepeating(Call call, Reply reply) {
    return switch (reply.status()) {
      case 429 -> true;
      case 502, 503, 504 -> call.repeat() == Call.Repeat.SAFE;
      default -> false;
    };
  }

  private static boolean isSafe(Call call, IOException lost) {
    return call.repeat() == Call.Repeat.SAFE
        || lost instanceof ConnectException
        || lost instanceof HttpConnectTimeoutException;
  }

  private CairnException unavailable(IOException lost) {
    return new CairnException.Unavailable("the server " + server + " did not answer", lost);
  }

  /**
   * Begins to read an answer of any length; its head has come when this returns.
   *
   * @throws IOException when the server cannot be reached
   * @throws CairnException when it refuses
   */
  InputStream open(Call call) throws IOException {
    try {
      var response = http.send(request(call).build(), BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return response.body();
      }
      try (var body = response.body()) {
        throw refused(new Reply(response.statusCode(), response.headers(), body.readAllBytes()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CairnException.Unavailable("interrupted while the server was asked", stopped);
    }
  }

  /** A server that is busy or about to stop is as good as none, for now. */
  private static CairnException refused(Reply reply) throws IOException {
    return switch (reply.status()) {
      case 429, 502, 503, 504 -> throw new IOException("the server answered " + reply.status());
      default -> Problems.of(reply);
    };
  }

  private HttpRequest.Builder request(Call call) {
    var request = HttpRequest.newBuilder(URI.create(server + call.target()));
    credential.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    call.headers().forEach(request::header);
    call.body().ifPresent(it -> request.header("Content-Type", it.type()));
    return request.method(
        call.method(),
        call.body()
            .map(it -> BodyPublishers.ofByteArray(it.bytes().get()))
            .orElseGet(BodyPublishers::noBody));
  }

  static HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .build();
  }
}
