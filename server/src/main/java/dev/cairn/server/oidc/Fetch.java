package dev.cairn.server.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks the provider. Each answer is bounded in time and in size, and no redirect is followed: what
 * was configured is asked, and nobody else. Safe for use by many threads.
 */
final class Fetch {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int BYTES_MAX = 256 << 10;

  /** Made when somebody signs in first: a server starts without. */
  private static final class Client {
    static final HttpClient ONE =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** What was answered, whatever the status. */
  record Answered(int status, JsonObject body) {}

  private Fetch() {}

  static Answered get(URI address) throws IOException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /**
   * Posts a form.
   *
   * @param authorization the header, where the form does not say who asks
   */
  static Answered post(URI address, Map<String, String> form, Optional<String> authorization)
      throws IOException {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)));
    authorization.ifPresent(it -> request.header("Authorization", it));
    return send(request);
  }

  /** As forms and queries are written. */
  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Answered send(HttpRequest.Builder draft) throws IOException {
    var request = draft.header("Accept", "application/json").timeout(ANSWER_MAX).build();
    var answer = Client.ONE.sendAsync(request, info -> new BoundedBody(BYTES_MAX));
    try {
      // The time of a request ends with its head: this one holds for the body, too.
      return read(answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException slow) {
      throw new IOException("it takes longer than " + ANSWER_MAX.toSeconds() + " s", slow);
    } finally {
      answer.cancel(true);
    }
  }

  private static Answered read(HttpResponse<byte[]> answer) throws IOException {
    try {
      return new Answered(answer.statusCode(), Json.parse(answer.body()).asObject());
    } catch (JsonException garbled) {
      throw new IOException("it answered " + answer.statusCode() + " with no JSON object", garbled);
    }
  }
}
