package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.server.access.SessionRing;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions of browsers: opened with a key or a link, shown as a cookie, ended in every way. */
class SessionTest {
  private static final String SESSION = "/api/v1/session";
  private static final String ME = "/api/v1/me";
  private final Gated gated = new Gated(Map.of());

  @AfterEach
  void stop() {
    gated.close();
  }

  private Reply signedIn(Call with) {
    return with.post(SESSION).is(201);
  }

  private Call browser(Reply signedIn) {
    return gated.anonymous().with("Cookie", cookie(signedIn));
  }

  private static String cookie(Reply signedIn) {
    var cookie = signedIn.header("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void a_key_opens_a_session_that_no_script_and_no_other_site_can_use() {
    var cookie = signedIn(gated.as("mia", Role.OPERATOR)).header("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .matches("cairn_session_\\d+=[A-Za-z0-9_-]{43}; .*")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200")
        .doesNotContain("Secure", "Domain");
  }

  @Test
  void behind_tls_the_cookie_never_crosses_in_plain() {
    try (var proxied = new Gated(Map.of("behindProxy", "true"))) {
      var reply = proxied.as("mia", Role.VIEWER).post(SESSION).is(201);
      assertThat(reply.header("Set-Cookie").orElseThrow()).endsWith("; Secure");
    }
  }

  @Test
  void a_cookie_stands_for_whom_the_key_stood() {
    var browser = browser(signedIn(gated.as("mia", Role.OPERATOR)));
    var me = browser.get(ME).is(200).json();
    assertThat(me.require("subject").asString()).isEqualTo("mia");
    assertThat(me.at("/roles/0").orElseThrow().asString()).isEqualTo("Operator");
  }

  @Test
  void a_change_needs_the_header_that_only_own_pages_send() {
    var browser = browser(signedIn(gated.as("mia", Role.OPERATOR)));
    var body = JsonObject.of("workflowId", Served.DEFINITION);
    browser.post(Served.WORKFLOWS, body).isProblem(403, "cross_site");
    browser.delete(SESSION).isProblem(403, "cross_site");
    var own = browser.with("Cairn-Console", "1");
    own.with("Origin", "http://evil.example")
        .post(Served.WORKFLOWS, body)
        .isProblem(403, "cross_site");
    own.with("Sec-Fetch-Site", "same-site")
        .post(Served.WORKFLOWS, body)
        .isProblem(403, "cross_site");
    assertThat(gated.cairn.workflows().count(dev.cairn.Filter.everything())).isZero();
    own.post(Served.WORKFLOWS, body).is(201);
  }

  @Test
  void signing_out_ends_the_session() {
    var browser = browser(signedIn(gated.as("mia", Role.VIEWER)));
    var out = browser.with("Cairn-Console", "1").delete(SESSION).is(204);
    assertThat(out.header("Set-Cookie").orElseThrow()).contains("=; ", "Max-Age=0");
    browser.get(ME).isProblem(401, "session_ended");
  }

  @Test
  @Timeout(20)
  void signing_out_ends_what_streams_in_the_session() throws Exception {
    var signedIn = signedIn(gated.as("mia", Role.VIEWER));
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(gated.address().resolve("/api/v1/stream"))
              .header("Cookie", cookie(signedIn))
              .build();
      var stream = client.send(request, BodyHandlers.ofInputStream()).body();
      assertThat(stream.read()).isPositive();
      browser(signedIn).with("Cairn-Console", "1").delete(SESSION).is(204);
      assertThat(hasEnded(stream)).isTrue();
    }
  }

  /** Reads what is left; a connection that is closed in the middle has ended, too. */
  private static boolean hasEnded(InputStream stream) {
    try {
      stream.readAllBytes();
      return true;
    } catch (IOException cut) {
      return true;
    }
  }

  @Test
  void a_revoked_key_ends_its_sessions_at_once() {
    var key = gated.key("tom", Role.OPERATOR, Optional.empty());
    var browser = browser(signedIn(gated.bearer(key.text())));
    browser.get(ME).is(200);
    gated.as("boss", Role.ADMIN).delete("/api/v1/keys/" + key.key().id()).is(204);
    browser.get(ME).isProblem(401, "session_ended");
  }

  @Test
  void a_key_that_was_revoked_elsewhere_ends_its_sessions_a_second_later() {
    var key = gated.key("tom", Role.OPERATOR, Optional.empty());
    var browser = browser(signedIn(gated.bearer(key.text())));
    gated.cairn.identities().revokeKey(key.key().id());
    gated.clock.advance(Duration.ofSeconds(1));
    browser.get(ME).isProblem(401, "session_ended");
  }

  @Test
  void a_session_ends_when_it_is_not_used_and_when_it_is_too_long() {
    var idle = browser(signedIn(gated.as("mia", Role.VIEWER)));
    gated.clock.advance(SessionRing.IDLE);
    idle.get(ME).isProblem(401, "session_ended");
    var busy = browser(signedIn(gated.as("mia", Role.VIEWER)));
    for (int hour = 1; hour < SessionRing.LONGEST.toHours(); hour++) {
      gated.clock.advance(Duration.ofHours(1));
      busy.get(ME).is(200);
    }
    gated.clock.advance(Duration.ofHours(1));
    busy.get(ME).isProblem(401, "session_ended");
  }

  @Test
  void a_session_is_no_longer_than_its_key() {
    var end = gated.clock.instant().plus(Duration.ofMinutes(5));
    var key = gated.key("tom", Role.VIEWER, Optional.of(end));
    var browser = browser(signedIn(gated.bearer(key.text())));
    gated.clock.advance(Duration.ofMinutes(5));
    browser.get(ME).isProblem(401, "session_ended");
  }

  @Test
  void the_session_that_was_not_used_for_longest_makes_room() {
    var key = gated.key("tom", Role.VIEWER, Optional.empty());
    var first = browser(signedIn(gated.bearer(key.text())));
    var others = new java.util.ArrayList<Call>();
    for (int i = 0; i < 20; i++) {
      gated.clock.advance(Duration.ofSeconds(1));
      others.add(browser(signedIn(gated.bearer(key.text()))));
    }
    first.get(ME).isProblem(401, "session_ended");
    others.forEach(it -> it.get(ME).is(200));
  }

  @Test
  void a_link_lets_in_once() {
    var link = gated.as("mia", Role.OPERATOR).post(SESSION + "/links").is(201).json();
    var token = link.require("token").asString();
    var shown = gated.anonymous().with("Authorization", "CairnLink " + token);
    shown.get(ME).isProblem(401, "unauthorized");
    assertThat(browser(signedIn(shown)).get(ME).json().require("subject").asString())
        .isEqualTo("mia");
    shown.post(SESSION).isProblem(401, "link_used");
  }

  @Test
  void a_link_that_is_too_old_lets_nobody_in() {
    var link = gated.as("mia", Role.OPERATOR).post(SESSION + "/links").is(201).json();
    gated.clock.advance(Duration.ofMinutes(15));
    var token = link.require("token").asString();
    gated
        .anonymous()
        .with("Authorization", "CairnLink " + token)
        .post(SESSION)
        .isProblem(401, "link_used");
  }

  @Test
  void a_header_with_credentials_counts_for_more_than_a_cookie() {
    var mia = signedIn(gated.as("mia", Role.VIEWER)).header("Set-Cookie").orElseThrow();
    var both = gated.as("leo", Role.VIEWER).with("Cookie", mia.substring(0, mia.indexOf(';')));
    assertThat(both.get(ME).json().require("subject").asString()).isEqualTo("leo");
  }

  @Test
  void a_cookie_that_nobody_gave_out_opens_nothing() {
    var port = gated.address().getPort();
    for (var cookie : List.of("x", "a".repeat(43), "\"", "a=b", "é")) {
      var reply = gated.anonymous().with("Cookie", "cairn_session_" + port + "=" + cookie).get(ME);
      assertThat(reply.status()).isIn(400, 401);
    }
  }
}
