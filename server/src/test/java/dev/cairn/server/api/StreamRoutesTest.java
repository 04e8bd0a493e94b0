package dev.cairn.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Feed.Position;
import dev.cairn.FeedItem.Change;
import dev.cairn.FeedItem.Match;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamRoutesTest {
  private final Served served;
  private HttpClient http = HttpClient.newHttpClient();

  StreamRoutesTest(@TempDir Path folder) {
    served = Served.in(folder);
  }

  @BeforeEach
  void connect() {
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    served.close();
  }

  /** A block of the stream, line by line; those that are comments alone are passed over. */
  private static List<String> block(BufferedReader lines) throws IOException {
    var block = new ArrayList<String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !block.isEmpty()) {
        return block;
      }
      if (!line.isEmpty() && !line.startsWith(":")) {
        block.add(line);
      }
    }
    throw new IOException("the stream ended");
  }

  private BufferedReader open(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(served.address().resolve(path));
    request.header("Authorization", "Bearer mia");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  private static Change change(List<String> block) {
    assertThat(block).hasSize(3);
    assertThat(block.get(1)).isEqualTo("event: commit");
    var id = new Position(block.get(0).replaceFirst("^id: ", ""));
    return Change.parse(Json.parse(block.get(2).replaceFirst("^data: ", "")), id);
  }

  private void merge(String path, int n) {
    var patch = JsonObject.of("n", n).canonical();
    served
        .as("leo")
        .with("If-Match", "\"" + n + "\"")
        .patch(path + "/state", "application/merge-patch+json", patch)
        .is(200);
  }

  @Test
  void a_stream_says_where_it_begins_and_then_every_commit() throws Exception {
    var path = served.created("title", "Checkout");
    try (var lines = open(path + "/stream")) {
      assertThat(block(lines)).hasSize(1).first().asString().startsWith("id: ");
      merge(path, 1);
      var change = change(block(lines));
      assertThat(change.instance()).isEqualTo(InstanceId.of(path.replaceFirst(".*/", "")));
      assertThat(change.version()).isEqualTo(2);
      assertThat(change.actor()).isEqualTo("leo");
    }
  }

  @Test
  void who_connects_again_misses_nothing_and_sees_nothing_twice() throws Exception {
    var path = served.created("title", "Checkout");
    String begin;
    try (var lines = open(path + "/stream")) {
      begin = block(lines).getFirst().replaceFirst("^id: ", "");
    }
    merge(path, 1);
    merge(path, 2);
    String seen;
    try (var lines = open("/api/v1/stream", "Last-Event-ID", begin)) {
      block(lines);
      var first = change(block(lines));
      assertThat(first.version()).isEqualTo(2);
      seen = first.position().text();
    }
    try (var lines = open("/api/v1/stream?after=" + seen)) {
      block(lines);
      assertThat(change(block(lines)).version()).isEqualTo(3);
    }
  }

  @Test
  void conditions_choose_what_is_told() throws Exception {
    var path = served.created("n", 0);
    try (var lines = open("/api/v1/stream?where=context.n%20==%202")) {
      block(lines);
      merge(path, 1);
      merge(path, 2);
      merge(path, 3);
      var entered = block(lines);
      while (entered.size() < 3) {
        entered = block(lines);
      }
      assertThat(change(entered).match()).isEqualTo(Match.ENTERED);
      assertThat(change(entered).version()).isEqualTo(3);
      assertThat(change(block(lines)).match()).isEqualTo(Match.LEFT);
    }
  }

  @Test
  void what_cannot_be_followed_is_refused_before_the_stream_begins() {
    var mia = served.as("mia");
    mia.get("/api/v1/workflows/0199a8f0-0000-7000-8000-000000000001/stream")
        .isProblem(404, "not_found");
    mia.get("/api/v1/stream?after=forged").isProblem(400, "invalid_position");
    mia.get("/api/v1/stream?where=nonsense").isProblem(400, "invalid_expression");
  }
}
