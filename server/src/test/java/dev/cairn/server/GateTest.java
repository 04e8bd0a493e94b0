package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.server.http.Method;
import dev.cairn.server.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gate turns away before, or beside, asking who may do what. */
class GateTest {
  private Gated gated = new Gated(Map.of());

  @AfterEach
  void stop() {
    gated.close();
  }

  private void serve(Map<String, String> settings) {
    gated.close();
    gated = new Gated(settings);
  }

  /** The status of an answer to a request whose Host no client library would send. */
  private int statusFor(String method, String path, String host) throws IOException {
    var address = gated.address();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n";
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      return Integer.parseInt(reader.readLine().split(" ", -1)[1]);
    }
  }

  private static String example(Route route) {
    return route.path().replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000001");
  }

  @Test
  void a_name_that_somebody_points_here_gets_nothing_from_any_route() throws IOException {
    for (var route : Routes.all()) {
      var method = route.method().name();
      assertThat(statusFor(method, example(route), "evil.example")).as(route + "").isEqualTo(421);
      assertThat(statusFor(method, example(route), "localhost")).as(route + "").isNotEqualTo(421);
    }
    assertThat(gated.anonymous().get("/metrics").text())
        .contains("cairn_denials_total{kind=\"cross_site\"} " + Routes.all().size() + ".0");
  }

  @Test
  void a_page_of_another_site_changes_nothing_at_any_route() {
    var call = gated.as("boss", Role.ADMIN).with("Origin", "https://evil.example");
    var keys = gated.cairn.identities().keys();
    for (var route : Routes.all()) {
      if (route.method() != Method.GET) {
        call.send(route.method().name(), example(route), new byte[0]).isProblem(403, "cross_site");
      }
    }
    assertThat(gated.cairn.identities().keys()).isEqualTo(keys);
    gated
        .as("boss", Role.ADMIN)
        .with("Sec-Fetch-Site", "cross-site")
        .delete(Served.WORKFLOWS + "/x")
        .isProblem(403, "cross_site");
  }

  @Test
  void a_subject_that_asks_too_often_waits_and_others_do_not() {
    serve(Map.of("requestsPerSecond", "2"));
    var mia = gated.as("mia", Role.VIEWER);
    var again = gated.as("mia", Role.VIEWER);
    for (int i = 0; i < 2; i++) {
      mia.get("/api/v1/me").is(200);
      again.get("/api/v1/me").is(200);
    }
    assertThat(mia.get("/api/v1/me").isProblem(429, "too_many_requests").header("Retry-After"))
        .contains("1");
    again.get("/api/v1/me").isProblem(429, "too_many_requests");
    gated.as("leo", Role.VIEWER).get("/api/v1/me").is(200);
    gated.clock.advance(Duration.ofMillis(500));
    mia.get("/api/v1/me").is(200);
    mia.get("/api/v1/me").isProblem(429, "too_many_requests");
    assertThat(gated.anonymous().get("/metrics").text())
        .contains("cairn_denials_total{kind=\"too_many\"} 3.0");
  }

  @Test
  void who_guesses_keys_is_slowed_down_by_address() {
    serve(Map.of("anonymousPerSecond", "2"));
    for (int i = 0; i < 4; i++) {
      gated.bearer("cairn_" + "x".repeat(43)).get("/api/v1/me").isProblem(401, "unauthorized");
    }
    gated.anonymous().get("/api/v1/me").isProblem(429, "too_many_requests");
    gated.anonymous().get("/health").isProblem(429, "too_many_requests");
    gated.as("mia", Role.VIEWER).get("/api/v1/me").is(200);
  }

  @Test
  void behind_a_proxy_addresses_are_told_apart_by_what_it_adds() {
    serve(Map.of("anonymousPerSecond", "1", "behindProxy", "true"));
    var one = gated.anonymous().with("X-Forwarded-For", "10.0.0.9, 192.0.2.1");
    one.get("/health").is(200);
    one.get("/health").is(200);
    one.get("/health").isProblem(429, "too_many_requests");
    var forged = gated.anonymous().with("X-Forwarded-For", "10.0.0.8, 192.0.2.1");
    forged.get("/health").isProblem(429, "too_many_requests");
    gated.anonymous().with("X-Forwarded-For", "10.0.0.9, 192.0.2.2").get("/health").is(200);
  }

  @Test
  void without_a_proxy_nobody_says_where_they_come_from() {
    serve(Map.of("anonymousPerSecond", "1"));
    for (int i = 0; i < 2; i++) {
      gated.anonymous().with("X-Forwarded-For", "192.0.2." + i).get("/health").is(200);
    }
    gated
        .anonymous()
        .with("X-Forwarded-For", "192.0.2.7")
        .get("/health")
        .isProblem(429, "too_many_requests");
  }

  @Test
  void denials_are_counted_by_kind() {
    gated.anonymous().get("/api/v1/me").is(401);
    gated.as("eve", Role.VIEWER).get("/api/v1/keys").is(403);
    var foreign = gated.cairn.workflows().create(dev.cairn.NewInstance.of(Served.DEFINITION));
    gated.as("eve", Role.VIEWER).get(Served.WORKFLOWS + "/" + foreign.id()).is(404);
    assertThat(gated.anonymous().get("/metrics").text())
        .contains("cairn_denials_total{kind=\"unauthorized\"} 1.0")
        .contains("cairn_denials_total{kind=\"forbidden\"} 1.0")
        .contains("cairn_denials_total{kind=\"hidden\"} 1.0");
  }
}
