package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ApiKey;
import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Streams;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.EventStream;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.http.Route;
import dev.cairn.server.http.Service;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long answers: so many for each subject, and none after the key was revoked. */
@Timeout(60)
class StreamEndsTest {
  private final FakeClock clock = new FakeClock();
  private final Cairn cairn = Kernel.over(new MemoryStore(), Options.defaults().clock(clock));
  private final Streams streams = new Streams(cairn.identities(), 2, clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server = start();

  private HttpServer start() {
    var config =
        ServerConfig.of(
            Path.of("unused"), List.of(new ServerConfig.Source("the test", Map.of("port", "0"))));
    var gate = new AccessGate(cairn, config, streams, new Denials(), clock);
    var route =
        Route.get("/wait")
            .from(Role.VIEWER, (request, caller) -> Answer.events(StreamEndsTest::forEver));
    var service =
        new Service(List.of(route, Routes.named("DELETE /api/v1/keys/{id}")), gate, Monitor.NONE);
    return HttpServer.start(service, config.http(), RandomGenerator.of("L64X128MixRandom"));
  }

  private static void forEver(EventStream events) throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      throw new IOException("cut off", ended);
    }
  }

  @BeforeEach
  void look() {
    streams.start();
  }

  @AfterEach
  void stop() {
    server.close();
    streams.close();
    client.shutdownNow();
    cairn.close();
  }

  private ApiKey.Created key(String subject, Role role) {
    var roles = new TreeSet<>(List.of(role.toString()));
    var end = Optional.of(clock.instant().plus(Duration.ofHours(1)));
    return cairn.identities().createKey(new ApiKey.Wanted(subject, roles, end));
  }

  private HttpResponse<InputStream> open(ApiKey.Created key) throws Exception {
    return send("GET", "/wait", key);
  }

  private HttpResponse<InputStream> send(String method, String path, ApiKey.Created key)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key.text())
            .build();
    return client.send(request, BodyHandlers.ofInputStream());
  }

  /** Reads on until there will be no more, which the time limit of the test bounds. */
  private static void ends(HttpResponse<InputStream> response) {
    try (var reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      while (reader.readLine() != null) {
        // What it said before it ended does not matter.
      }
    } catch (IOException cut) {
      // Cut off is ended, too.
    }
  }

  @Test
  void streams_end_when_their_key_is_revoked_anywhere() throws Exception {
    var key = key("mia", Role.VIEWER);
    var other = key("leo", Role.VIEWER);
    var stream = open(key);
    var lasting = open(other);
    assertThat(List.of(stream.statusCode(), lasting.statusCode())).containsOnly(200);
    assertThat(streams.count()).isEqualTo(2);
    cairn.identities().revokeKey(key.key().id());
    ends(stream);
    assertThat(streams.count()).isEqualTo(1);
    lasting.body().close();
  }

  @Test
  void streams_end_when_their_key_is_revoked_over_http() throws Exception {
    var key = key("mia", Role.VIEWER);
    var stream = open(key);
    var revoked = send("DELETE", "/api/v1/keys/" + key.key().id(), key("boss", Role.ADMIN));
    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(streams.count()).isZero();
    ends(stream);
  }

  @Test
  void streams_end_when_their_key_ends() throws Exception {
    var stream = open(key("mia", Role.VIEWER));
    clock.advance(Duration.ofHours(1));
    ends(stream);
    assertThat(streams.count()).isZero();
  }

  @Test
  void a_subject_has_so_many_streams_and_others_have_theirs() throws Exception {
    var mia = key("mia", Role.VIEWER);
    var first = open(mia);
    var second = open(mia);
    var third = open(mia);
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).contains("5");
    assertThat(new String(third.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("too_many_streams");
    assertThat(open(key("leo", Role.VIEWER)).statusCode()).isEqualTo(200);
    cairn.identities().revokeKey(mia.key().id());
    ends(first);
    ends(second);
    assertThat(open(key("mia", Role.VIEWER)).statusCode()).isEqualTo(200);
  }

  @Test
  void asking_for_the_head_alone_takes_no_place() throws Exception {
    assertThat(send("HEAD", "/wait", key("mia", Role.VIEWER)).statusCode()).isEqualTo(200);
    var leo = open(key("leo", Role.VIEWER));
    assertThat(leo.statusCode()).isEqualTo(200);
    assertThat(streams.count()).isEqualTo(1);
  }
}
