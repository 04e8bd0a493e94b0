package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.server.access.SessionRing;
import dev.cairn.testkit.FakeClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session works on every node behind a balancer, outlasts all of them, and ends on all. */
@Timeout(120)
class SharedSessionsTest {
  private static final String SESSION = "/api/v1/session";
  private static final String ME = "/api/v1/me";

  private final FakeClock clock = new FakeClock();

  private Gated node(String url) {
    return new Gated(
        Map.of("engine", "off"), clock, Cairn.open(url, Options.defaults().clock(clock)));
  }

  /** What the balancer makes of a cookie: to browsers, all nodes have one address. */
  private static Call at(Gated node, String token) {
    return node.anonymous().with("Cookie", cookie(node, token));
  }

  private static String cookie(Gated node, String token) {
    return "cairn_session_" + node.address().getPort() + "=" + token;
  }

  private static String token(Reply signedIn) {
    var cookie = signedIn.is(201).header("Set-Cookie").orElseThrow();
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }

  private static void end(Gated node, String token) {
    at(node, token).with("Cairn-Console", "1").delete(SESSION).is(204);
  }

  @Test
  void a_session_of_one_node_works_on_the_other_and_ends_on_both() throws Exception {
    try (var postgres = EmbeddedPostgres.start();
        var one = node(postgres.getJdbcUrl("postgres", "postgres"));
        var two = node(postgres.getJdbcUrl("postgres", "postgres"))) {
      var token = token(one.as("mia", Role.OPERATOR).post(SESSION));
      assertThat(at(two, token).get(ME).is(200).textAt("/subject")).isEqualTo("mia");
      signedOutAtOneIsOutAtTwo(one, two, token);
      aRevokedKeyEndsItsSessionsAtBoth(one, two);
      aLinkOfOneLetsInAtTwoOnce(one, two);
    }
  }

  private void signedOutAtOneIsOutAtTwo(Gated one, Gated two, String token) throws Exception {
    var other = token(two.as("leo", Role.OPERATOR).post(SESSION));
    try (var client = HttpClient.newHttpClient();
        var hers = stream(client, two, token);
        var his = stream(client, two, other)) {
      end(one, token);
      at(one, token).get(ME).isProblem(401, "session_ended");
      // What streams ends by itself: the test does not move the clock for that.
      assertThat(new String(hers.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .doesNotContain("event:");
      clock.advance(Duration.ofSeconds(1));
      at(two, token).get(ME).isProblem(401, "session_ended");
      two.cairn.workflows().create(NewInstance.of(Served.DEFINITION));
      assertThat(his.readNBytes(200)).asString().contains("event: commit");
    }
  }

  private static InputStream stream(HttpClient client, Gated node, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(node.address().resolve("/api/v1/stream"))
            .header("Cookie", cookie(node, token))
            .build();
    var stream = client.send(request, BodyHandlers.ofInputStream()).body();
    assertThat(stream.read()).isPositive();
    return stream;
  }

  private void aRevokedKeyEndsItsSessionsAtBoth(Gated one, Gated two) {
    var key = one.key("tom", Role.OPERATOR, Optional.empty());
    var token = token(two.bearer(key.text()).post(SESSION));
    at(one, token).get(ME).is(200);
    one.as("boss", Role.ADMIN).delete("/api/v1/keys/" + key.key().id()).is(204);
    at(one, token).get(ME).isProblem(401, "session_ended");
    clock.advance(Duration.ofSeconds(1));
    at(two, token).get(ME).isProblem(401, "session_ended");
  }

  private static void aLinkOfOneLetsInAtTwoOnce(Gated one, Gated two) {
    var link = one.as("mia", Role.VIEWER).post(SESSION + "/links").is(201).textAt("/token");
    var shown = "CairnLink " + link;
    token(two.anonymous().with("Authorization", shown).post(SESSION));
    for (var node : java.util.List.of(one, two)) {
      node.anonymous().with("Authorization", shown).post(SESSION).isProblem(401, "link_used");
    }
  }

  @Test
  void a_session_outlasts_the_process_and_no_token_is_in_the_file(@TempDir Path folder)
      throws IOException {
    var url = "sqlite:" + folder.resolve("cairn.db");
    String token;
    String ended;
    try (var before = node(url)) {
      token = token(before.as("mia", Role.OPERATOR).post(SESSION));
      ended = token(before.as("mia", Role.OPERATOR).post(SESSION));
      end(before, ended);
    }
    assertThat(java.nio.file.Files.readAllBytes(folder.resolve("cairn.db")))
        .asString(java.nio.charset.StandardCharsets.ISO_8859_1)
        .contains("mia")
        .doesNotContain(token);
    clock.advance(Duration.ofHours(1));
    try (var after = node(url)) {
      assertThat(at(after, token).get(ME).is(200).textAt("/subject")).isEqualTo("mia");
      at(after, ended).get(ME).isProblem(401, "session_ended");
    }
    // That it was used just now is known after the next start, too.
    clock.advance(Duration.ofMinutes(90));
    try (var later = node(url)) {
      at(later, token).get(ME).is(200);
      clock.advance(SessionRing.IDLE);
      at(later, token).get(ME).isProblem(401, "session_ended");
    }
  }
}
