package dev.cairn.server.trace;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The other side, over HTTP and in JSON, as OTLP says. */
final class Collector implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private static final Json RESOURCE =
      JsonObject.of("attributes", Span.attributes(JsonObject.of("service.name", "cairn")));

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final URI address;

  Collector(URI address) {
    this.address = address;
  }

  /**
   * Sends spans.
   *
   * @throws IOException when they were not taken
   */
  void send(List<Span> spans) throws IOException, InterruptedException {
    var scope =
        JsonObject.of(
            "scope",
            JsonObject.of("name", "dev.cairn"),
            "spans",
            spans.stream().map(Span::toJson).toList());
    var all =
        JsonObject.of(
            "resourceSpans",
            List.of(JsonObject.of("resource", RESOURCE, "scopeSpans", List.of(scope))));
    var request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(all.canonicalBytes()))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
