package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.metrics.Meters;
import dev.cairn.server.trace.Traces;
import dev.cairn.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans as a collector gets them, over a real connection. */
@Timeout(60)
class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String PATH = "/v1/traces";

  private final BlockingQueue<JsonObject> spans = new LinkedBlockingQueue<>();
  private final HttpServer collector;
  private final FakeClock clock = new FakeClock();

  TracesTest() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(PATH, this::take);
    collector.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
          .isEqualTo("application/json");
      var body = Json.parse(exchange.getRequestBody().readAllBytes());
      assertThat(body.at("/resourceSpans/0/resource/attributes/0/value/stringValue"))
          .contains(Json.of("cairn"));
      var told = body.at("/resourceSpans/0/scopeSpans/0/spans").orElseThrow().asArray();
      told.items().forEach(span -> spans.add(span.asObject()));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  private Traces traces() {
    var address = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + PATH);
    return Traces.to(address, clock, RandomGenerator.of("L64X128MixRandom"));
  }

  /** The next span of this kind. */
  private JsonObject span(Predicate<JsonObject> wanted) throws InterruptedException {
    for (var span = next(); ; span = next()) {
      if (wanted.test(span)) {
        return span;
      }
    }
  }

  private JsonObject next() throws InterruptedException {
    var span = spans.poll(30, TimeUnit.SECONDS);
    assertThat(span).as("what the collector is told").isNotNull();
    return span;
  }

  private static Predicate<JsonObject> named(String name) {
    return span -> span.require("name").asString().equals(name);
  }

  private static String attribute(JsonObject span, String key) {
    return span.require("attributes").asArray().items().stream()
        .map(Json::asObject)
        .filter(it -> it.require("key").asString().equals(key))
        .map(it -> it.require("value").asObject())
        .map(it -> it.get("intValue").orElseGet(() -> it.require("stringValue")).asString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_request_is_a_span_of_its_callers_trace() throws Exception {
    try (var traces = traces();
        var gated = new Gated(Map.of(), clock, new Meters(Optional.of(traces)))) {
      var reply =
          gated
              .as("mia", Role.VIEWER)
              .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
              .get("/api/v1/workflows/0199a8f0-0000-7000-8000-000000000001");
      var span = span(named("GET /api/v1/workflows/{id}"));
      assertThat(span.require("traceId").asString()).isEqualTo(TRACE);
      assertThat(span.require("parentSpanId").asString()).isEqualTo(CALLER);
      assertThat(span.require("spanId").asString()).matches("[0-9a-f]{16}").isNotEqualTo(CALLER);
      assertThat(span.require("kind").asInt()).isEqualTo(2);
      assertThat(attribute(span, "http.response.status_code")).isEqualTo("404");
      assertThat(attribute(span, "cairn.request_id"))
          .isEqualTo(reply.header("X-Request-Id").orElseThrow());
      long start = Long.parseLong(span.require("startTimeUnixNano").asString());
      long end = Long.parseLong(span.require("endTimeUnixNano").asString());
      assertThat(end)
          .isGreaterThan(start)
          .isEqualTo(clock.instant().getEpochSecond() * 1_000_000_000);
    }
  }

  @Test
  void a_group_of_commits_is_a_span_of_its_own() throws Exception {
    try (var traces = traces();
        var gated = new Gated(Map.of(), clock, new Meters(Optional.of(traces)))) {
      var body = JsonObject.of("workflowId", Served.DEFINITION);
      gated.as("mia", Role.PARTICIPANT).post(Served.WORKFLOWS, body).is(201);
      var span = span(named("commit group"));
      assertThat(attribute(span, "cairn.requests")).isEqualTo("1");
      assertThat(span.require("traceId").asString()).matches("[0-9a-f]{32}");
      assertThat(span.has("parentSpanId")).isFalse();
    }
  }

  @Test
  void what_a_caller_does_not_tell_is_not_told_and_nonsense_is_passed_over() throws Exception {
    try (var traces = traces();
        var gated = new Gated(Map.of(), clock, new Meters(Optional.of(traces)))) {
      var mia = gated.as("mia", Role.VIEWER);
      mia.with("traceparent", "00-" + TRACE + "-" + CALLER + "-00").get("/api/v1/me").is(200);
      mia.with("traceparent", "00-" + "0".repeat(32) + "-" + CALLER + "-01").get("/ready").is(200);
      mia.with("traceparent", "nonsense").get("/health").is(200);
      var span = span(it -> !it.require("name").asString().equals("commit group"));
      assertThat(span.require("name").asString()).isEqualTo("GET /ready");
      assertThat(span.has("parentSpanId")).isFalse();
      assertThat(span(named("GET /health")).has("parentSpanId")).isFalse();
    }
  }

  @Test
  void a_collector_that_is_away_harms_nobody() {
    collector.stop(0);
    try (var traces = traces();
        var gated = new Gated(Map.of(), clock, new Meters(Optional.of(traces)))) {
      for (int i = 0; i < 100; i++) {
        gated.anonymous().get("/health").is(200);
      }
    }
  }
}
