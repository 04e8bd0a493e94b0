package dev.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.server.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every answer has, and how a server stops. */
class LayerTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch may = new CountDownLatch(1);
  private final CompletableFuture<EventStream> stream = new CompletableFuture<>();

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void serve() {
    served =
        Served.with(
            folder,
            HttpSettings.defaults(),
            List.of(
                Route.get("/hello")
                    .with("a", "x.*")
                    .openTo(request -> Answer.ok(Json.of("hello")).etag(7)),
                Route.post("/hello").openTo(request -> Answer.none()),
                Route.get("/bug")
                    .openTo(request -> {
                      throw new IllegalStateException("select * from secrets");
                    }),
                Route.get("/away")
                    .openTo(request -> {
                      throw new CairnException.Unavailable(
                          "cannot open /var/lib/secret", new IOException("disk"));
                    }),
                Route.get("/slow").openTo(request -> slow()),
                Route.get("/events").openTo(request -> Answer.events(this::events))));
  }

  @AfterEach
  void stop() {
    may.countDown();
    served.close();
  }

  private Answer slow() {
    begun.countDown();
    try {
      assertThat(may.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException hurried) {
      throw new IllegalStateException(hurried);
    }
    return Answer.ok(Json.of("done"));
  }

  private void events(EventStream events) throws IOException {
    events.send(Optional.of("1"), "commit", Json.of("a\nb"));
    stream.complete(events);
    while (true) {
      events.comment("x".repeat(10_000));
    }
  }

  @Test
  void every_answer_has_an_id_and_tells_browsers_to_keep_off() {
    var paths = List.of("/hello", "/nothing", "/bug");
    for (var path : paths) {
      var reply = served.anonymous().get(path);
      assertThat(reply.header("X-Request-Id")).isPresent();
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(reply.header("Content-Security-Policy").orElseThrow()).contains("'none'");
      assertThat(reply.header("Cache-Control")).isPresent();
    }
    assertThat(served.anonymous().get("/hello").header("X-Request-Id"))
        .isNotEqualTo(served.anonymous().get("/hello").header("X-Request-Id"));
  }

  @Test
  void a_harmless_request_id_is_kept_and_another_is_replaced() {
    var kept = served.anonymous().with("X-Request-Id", "trace-1.a").get("/nothing");
    assertThat(kept.textAt("/requestId")).isEqualTo("trace-1.a");
    var replaced = served.anonymous().with("X-Request-Id", "a b<script>").get("/nothing");
    assertThat(replaced.textAt("/requestId")).doesNotContain("script");
  }

  @Test
  void head_is_answered_like_get_without_a_body() throws IOException {
    try (var wire = Wire.to(served.address()).request("HEAD /hello HTTP/1.1")) {
      var head = wire.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
      var first = head.line();
      assertThat(first).contains("200");
      var headers = new StringBuilder();
      for (var line = wire.line(); !line.isEmpty(); line = wire.line()) {
        headers.append(line.toLowerCase(java.util.Locale.ROOT)).append('\n');
      }
      assertThat(headers.toString()).contains("content-length: 7", "etag: \"7\"");
      assertThat(wire.hear().body()).isEqualTo("\"hello\"");
    }
  }

  @Test
  void an_unknown_method_is_told_which_are_known() {
    var refused = served.anonymous().delete("/hello");
    refused.isProblem(405, "method_not_allowed");
    assertThat(refused.header("Allow")).contains("GET, HEAD, POST");
    served.anonymous().send("TRACE", "/hello", new byte[0]).is(405);
    served.anonymous().send("OPTIONS", "/hello", new byte[0]).is(405);
  }

  @Test
  void parameters_that_a_route_does_not_know_are_refused() {
    served.anonymous().get("/hello?a=1&x.y=2").is(200);
    served.anonymous().get("/hello?A=1").isProblem(400, "unknown_parameter");
    served.anonymous().get("/hello?" + "a=1&".repeat(300)).isProblem(400, "invalid_parameter");
  }

  @Test
  void a_failure_tells_its_code_and_nothing_of_what_lies_behind() {
    var bug = served.anonymous().get("/bug").isProblem(500, "bug");
    assertThat(bug.text()).doesNotContain("secrets", "select", "Exception", "at dev.");
    var away = served.anonymous().get("/away").isProblem(503, "unavailable");
    assertThat(away.text()).doesNotContain("secret", "/var", "disk");
    assertThat(away.header("Retry-After")).contains("1");
  }

  @Test
  void stopping_answers_what_was_accepted_and_refuses_what_comes_later() throws Exception {
    try (var wire = Wire.to(served.address()).request("GET /slow HTTP/1.1");
        var late = Wire.to(served.address())) {
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      var stopping = CompletableFuture.runAsync(served::stop);
      awaitRefusal(late);
      assertThat(stopping.isDone()).isFalse();
      may.countDown();
      assertThat(wire.hear().body()).isEqualTo("\"done\"");
      stopping.get(10, TimeUnit.SECONDS);
    }
  }

  /** Asks until the server refuses: it begins to stop at a time of its own. */
  private static void awaitRefusal(Wire wire) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    var heard = wire.request("GET /hello HTTP/1.1").hear();
    while (heard.status() == 200 && System.nanoTime() < deadline) {
      heard = wire.request("GET /hello HTTP/1.1").hear();
    }
    assertThat(heard.status()).isEqualTo(503);
    assertThat(heard.code()).isEqualTo("stopping");
  }

  @Test
  void events_reach_the_reader_at_once() throws Exception {
    try (var wire = Wire.to(served.address()).request("GET /events HTTP/1.1")) {
      var head = wire.hear();
      assertThat(head.head()).contains("text/event-stream", "no-store");
      var lines = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        lines.append(wire.line()).append('\n');
      }
      assertThat(lines.toString()).contains("id: 1\nevent: commit\ndata: \"a\\nb\"\n\n");
    }
  }

  @Test
  void stopping_ends_streams() throws Exception {
    try (var wire = Wire.to(served.address()).request("GET /events HTTP/1.1")) {
      stream.get(10, TimeUnit.SECONDS);
      served.stop();
      assertThat(wire.isEnded()).isTrue();
    }
  }
}
