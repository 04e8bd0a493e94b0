package dev.cairn.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.server.Served;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the layer refuses, and that it lives on. */
class LimitsTest {
  private static final int BODY_MAX = 100_000;
  private static final String POST = "POST /echo HTTP/1.1";
  private static final String JSON = "Content-Type: application/json";

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void serve() {
    var settings =
        HttpSettings.defaults()
            .bodyBytesMax(BODY_MAX)
            .patience(Duration.ofMillis(300), Duration.ofMillis(600));
    served =
        Served.with(
            folder,
            settings,
            List.of(
                Route.post("/echo").openTo(request -> Answer.ok(request.json())),
                Route.get("/echo/{text}")
                    .openTo(request -> Answer.ok(Json.of(request.variable("text"))))));
  }

  @AfterEach
  void stop() {
    assertThat(served.anonymous().post("/echo", "[1]").is(200).text()).isEqualTo("[1]");
    served.close();
  }

  private Wire wire() throws IOException {
    return Wire.to(served.address());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length - 2) + "\"";
  }

  @Test
  void a_body_may_be_as_long_as_the_limit_and_not_longer() {
    served.anonymous().post("/echo", text(BODY_MAX)).is(200);
    served.anonymous().post("/echo", text(BODY_MAX + 1)).isProblem(413, "body_too_large");
  }

  @Test
  void a_length_that_is_too_long_is_refused_before_the_body_comes() throws IOException {
    try (var wire = wire()) {
      var heard = wire.request(POST, JSON, "Content-Length: 9000000000").hear();
      assertThat(heard.status()).isEqualTo(413);
      assertThat(heard.code()).isEqualTo("body_too_large");
      assertThat(wire.isEnded()).isTrue();
    }
  }

  @Test
  void chunks_without_end_are_cut_off() throws IOException {
    try (var wire = wire()) {
      wire.request(POST, JSON, "Transfer-Encoding: chunked");
      var chunk = "2710\r\n" + "1".repeat(10_000) + "\r\n";
      for (int i = 0; i <= BODY_MAX / 10_000; i++) {
        wire.say(chunk);
      }
      assertThat(wire.hear().code()).isEqualTo("body_too_large");
    }
  }

  @Test
  void a_compressed_body_is_inflated() throws IOException {
    var reply =
        served
            .anonymous()
            .with("Content-Type", "application/json")
            .with("Content-Encoding", "gzip")
            .send("POST", "/echo", gzip("{\"a\":1}".getBytes(UTF_8)));
    assertThat(reply.is(200).text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void a_bomb_is_not_inflated() throws IOException {
    var zeros = new byte[50_000_000];
    Arrays.fill(zeros, (byte) ' ');
    var bomb = gzip(zeros);
    assertThat(bomb.length).isLessThan(BODY_MAX);
    served
        .anonymous()
        .with("Content-Type", "application/json")
        .with("Content-Encoding", "gzip")
        .send("POST", "/echo", bomb)
        .isProblem(413, "body_too_large");
  }

  @Test
  void a_body_that_is_not_what_it_says_is_refused() throws IOException {
    var json = served.anonymous().with("Content-Type", "application/json");
    var zipped = json.with("Content-Encoding", "gzip");
    var whole = gzip("{\"a\":1}".getBytes(UTF_8));
    zipped
        .send("POST", "/echo", Arrays.copyOf(whole, whole.length - 5))
        .isProblem(400, "malformed_body");
    zipped.send("POST", "/echo", "{}".getBytes(UTF_8)).isProblem(400, "malformed_body");
    json.with("Content-Encoding", "br")
        .send("POST", "/echo", "{}".getBytes(UTF_8))
        .isProblem(415, "unsupported_encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=latin1",
        "application/xml",
        "application/jsonp",
        "",
        "application/merge-patch+json"
      })
  void a_body_of_another_type_is_not_read(String type) {
    var call = type.isEmpty() ? served.anonymous() : served.anonymous().with("Content-Type", type);
    call.send("POST", "/echo", "{}".getBytes(UTF_8)).isProblem(415, "unsupported_media_type");
  }

  @Test
  void the_type_may_be_written_in_any_way_that_means_json() {
    for (var type : List.of("Application/JSON", "application/json;charset=\"UTF-8\"")) {
      served
          .anonymous()
          .with("Content-Type", type)
          .send("POST", "/echo", "{}".getBytes(UTF_8))
          .is(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``|malformed
          {} {}|malformed
          {"a":|malformed
          {"a":1,"a":2}|duplicate_key
          "\\u0000"|nul_character
          "\\ud800"|lone_surrogate
          NaN|malformed
          """)
  void what_is_not_one_portable_document_is_refused(String body, String code) {
    served
        .anonymous()
        .with("Content-Type", "application/json")
        .send("POST", "/echo", body.getBytes(UTF_8))
        .isProblem(400, code);
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    var json = served.anonymous().with("Content-Type", "application/json");
    json.send("POST", "/echo", new byte[] {'"', (byte) 0xff, '"'}).isProblem(400, "malformed");
    json.send("POST", "/echo", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '1'})
        .isProblem(400, "malformed");
  }

  @Test
  void a_document_that_is_too_deep_is_refused() {
    served.anonymous().post("/echo", "[".repeat(100) + "]".repeat(100)).is(200);
    served.anonymous().post("/echo", "[".repeat(101) + "]".repeat(101)).isProblem(400, "too_deep");
    served.anonymous().post("/echo", "[".repeat(50_000)).isProblem(400, "too_deep");
  }

  @Test
  void a_body_that_stops_is_given_up() throws IOException {
    try (var wire = wire().request(POST, JSON, "Content-Length: 100").say("{\"a\":")) {
      assertThat(wire.isEnded()).isTrue();
    }
  }

  @Test
  void a_body_that_trickles_is_given_up() throws IOException {
    try (var wire = wire()) {
      wire.request(POST, JSON, "Content-Length: 1000000");
      var trickle =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!Thread.currentThread().isInterrupted()) {
                    wire.say(" ");
                    LockSupport.parkNanos(10_000_000);
                  }
                } catch (IOException closed) {
                  // The server has had enough, which is what is tested.
                }
              });
      assertThat(wire.isEnded()).isTrue();
      trickle.interrupt();
    }
  }

  @Test
  void a_connection_that_says_nothing_is_closed() throws IOException {
    try (var silent = wire();
        var half = wire().say("GET /echo/a HTTP/1.1\r\nHost: loc")) {
      assertThat(silent.isEnded()).isTrue();
      assertThat(half.isEnded()).isTrue();
    }
  }

  @Test
  void a_flood_of_headers_is_refused() throws IOException {
    var headers = new StringBuilder("GET /echo/a HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < 3_000; i++) {
      headers.append("X-Flood-").append(i).append(": 0123456789\r\n");
    }
    try (var wire = wire().say(headers.append("\r\n").toString())) {
      var heard = wire.hear();
      assertThat(heard.status()).isEqualTo(400);
      assertThat(heard.code()).isEqualTo("malformed_request");
    }
  }

  @Test
  void a_url_without_end_is_refused() throws IOException {
    try (var wire = wire().request("GET /echo/" + "x".repeat(20_000) + " HTTP/1.1")) {
      var heard = wire.hear();
      assertThat(heard.status()).isEqualTo(414);
      assertThat(heard.code()).isEqualTo("url_too_long");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /echo/%zz HTTP/1.1",
        "GET /echo/%00 HTTP/1.1",
        "GET /echo/%ff HTTP/1.1",
        "GET /echo/a?b=%zz HTTP/1.1",
        "GET /echo/<script> HTTP/1.1",
        "GET echo HTTP/1.1",
        "GET /echo/a",
        "HELLO",
        "\u0000\u0001\u0002",
        "GET /echo/a HTTP/9.9"
      })
  void what_is_no_request_gets_a_problem_or_the_door(String line) throws IOException {
    try (var wire = wire().request(line, "Connection: close")) {
      var heard = wire.hear();
      assertThat(heard.status()).isBetween(400, 505);
      assertThat(heard.head()).contains("application/problem+json");
      assertThat(heard.json().require("requestId").asString()).isNotEmpty();
      assertThat(heard.body()).doesNotContain("Exception", "helidon", "java", "<script>");
    }
  }

  @Test
  void a_variable_is_one_segment_decoded() {
    assertThat(served.anonymous().get("/echo/a%2Fb+%C3%A4%20").is(200).text())
        .isEqualTo("\"a/b+ä \"");
    served.anonymous().get("/echo/a/b").isProblem(404, "route_not_found");
    served.anonymous().get("/echo/").isProblem(404, "route_not_found");
    served.anonymous().get("/echo/../echo/a").isProblem(404, "route_not_found");
  }
}
