package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.metrics.Meters;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.Ports;
import dev.cairn.testkit.oidc.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at an identity provider that really is one, and each way in which nobody gets in. */
class OidcTest {
  private static final String ME = "/api/v1/me";

  private final FakeClock clock = new FakeClock();
  private final IdentityProvider partner = new IdentityProvider(clock);
  private final HttpClient browser = HttpClient.newHttpClient();

  /** The address of the server is part of what is registered at the provider. */
  private final int port = Ports.free();

  private final Gated gated = gated(Map.of());

  private Gated gated(Map<String, String> more) {
    var settings = new HashMap<>(partner.settings("http://127.0.0.1:" + port));
    settings.put("port", Integer.toString(port));
    settings.putAll(more);
    return new Gated(settings, clock, new Meters());
  }

  @AfterEach
  void stop() {
    gated.close();
    partner.close();
    browser.shutdownNow();
  }

  /** What a browser was told first: its cookie, and where to go. */
  private record Sent(String cookie, URI to) {}

  private Call anonymous() {
    return gated.anonymous().unwatched();
  }

  private Sent sent() {
    var reply = anonymous().get("/sign-in").is(303);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    return new Sent(cookie(reply), URI.create(reply.header("Location").orElseThrow()));
  }

  private static String cookie(Reply reply) {
    return reply.header("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** What the provider leads back with. */
  private String answered(Sent sent, String answer) {
    try {
      var request = HttpRequest.newBuilder(IdentityProvider.pressed(sent.to().toString(), answer));
      var reply = browser.send(request.build(), BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(302);
      var back = URI.create(reply.headers().firstValue("Location").orElseThrow());
      assertThat(back.getPort()).isEqualTo(port);
      return back.getRawPath() + "?" + back.getRawQuery();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private Reply back(String cookie, String address) {
    return anonymous().with("Cookie", cookie).get(address).is(303);
  }

  private Reply signedIn() {
    var sent = sent();
    return back(sent.cookie(), answered(sent, "yes"));
  }

  private void refused(String code, Reply reply) {
    assertThat(reply.header("Location")).contains("/#/refused/" + code);
    assertThat(reply.header("Set-Cookie").orElse("")).doesNotContain("cairn_session");
  }

  private void lie(String claim, Object value) {
    partner.lieInTokens(it -> it.with(claim, JsonObject.of("x", value).require("x")));
  }

  @Test
  void somebody_whom_the_provider_lets_in_has_a_session_as_by_a_key() {
    var reply = signedIn();
    assertThat(reply.header("Location")).contains("/#/signed-in");
    assertThat(reply.header("Set-Cookie").orElseThrow())
        .matches("cairn_session_\\d+=[A-Za-z0-9_-]{43}; .*")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200");
    var session = gated.anonymous().with("Cookie", cookie(reply));
    var me = session.get(ME).is(200);
    assertThat(me.textAt("/subject")).isEqualTo("mia");
    assertThat(me.at("/roles").canonical()).isEqualTo("[\"Operator\"]");
    assertThat(gated.cairn.identities().users(Optional.empty(), 10))
        .anyMatch(it -> it.subject().equals("mia"));
    session.post(Served.WORKFLOWS, "{}").isProblem(403, "cross_site");
    session.with("Cairn-Console", "1").delete("/api/v1/session").is(204);
    session.get(ME).isProblem(401, "session_ended");
  }

  @Test
  void the_provider_is_told_what_the_standard_wants_and_no_secret() {
    var sent = sent();
    var query = sent.to().getQuery();
    assertThat(query)
        .contains("response_type=code", "scope=openid", "code_challenge_method=S256")
        .contains("redirect_uri=http://127.0.0.1:" + port + "/sign-in/callback")
        .doesNotContain(IdentityProvider.SECRET);
    var secret = sent.cookie().substring(sent.cookie().indexOf('=') + 1);
    assertThat(sent.to().toString()).doesNotContain(secret);
    assertThat(sent().to().getQuery()).isNotEqualTo(query);
  }

  @Test
  void an_answer_to_another_browser_or_to_nobody_is_refused() {
    var mine = sent();
    var foreign = sent();
    refused("sign_in_lost", back(foreign.cookie(), answered(mine, "yes")));
    refused("sign_in_lost", anonymous().get(answered(mine, "yes")).is(303));
    refused("sign_in_lost", back(mine.cookie(), "/sign-in/callback?code=x&state=wrong"));
    refused("sign_in_lost", back(mine.cookie(), "/sign-in/callback?code=x"));
    refused("sign_in_lost", back(cookieOf("1.short"), answered(mine, "yes")));
    var elsewhere = answered(mine, "yes").replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil");
    refused("sign_in_lost", back(mine.cookie(), elsewhere));
    assertThat(partner.exchanges()).isZero();
  }

  private String cookieOf(String value) {
    return "cairn_sign_in_" + port + "=" + value;
  }

  @Test
  void an_answer_is_good_once() {
    var sent = sent();
    var address = answered(sent, "yes");
    assertThat(back(sent.cookie(), address).header("Location")).contains("/#/signed-in");
    refused("sign_in_failed", back(sent.cookie(), address));
    // Not even where the provider would give a second code for one attempt.
    refused("sign_in_lost", back(sent.cookie(), answered(sent, "yes")));
  }

  @Test
  void an_attempt_is_good_for_ten_minutes() {
    var sent = sent();
    var address = answered(sent, "yes");
    clock.advance(Duration.ofMinutes(10));
    refused("sign_in_lost", back(sent.cookie(), address));
  }

  @Test
  void a_token_for_another_attempt_is_refused() {
    lie("nonce", "another");
    refused("invalid_token", signedIn());
    partner.lieInTokens(it -> it.without("nonce"));
    refused("invalid_token", signedIn());
  }

  @Test
  void a_token_for_others_or_by_others_is_refused() {
    lie("aud", "another");
    refused("invalid_token", signedIn());
    lie("aud", List.of(IdentityProvider.CLIENT, "another"));
    refused("invalid_token", signedIn());
    lie("azp", "another");
    refused("invalid_token", signedIn());
    lie("iss", "https://evil.example");
    refused("invalid_token", signedIn());
    lie("sub", "");
    refused("invalid_token", signedIn());
  }

  @Test
  void a_token_shared_with_others_is_believed_where_it_was_given_to_us() {
    partner.lieInTokens(it ->
        it.with("aud", Json.parse("[\"" + IdentityProvider.CLIENT + "\",\"b\"]"))
            .with("azp", Json.of(IdentityProvider.CLIENT)));
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
  }

  @Test
  void a_token_that_has_expired_is_refused_within_the_leeway() {
    lie("exp", clock.instant().getEpochSecond() - 60);
    refused("invalid_token", signedIn());
    lie("exp", clock.instant().getEpochSecond() - 59);
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "RS512", "ES256"})
  void a_token_that_is_not_signed_as_it_says_or_as_allowed_is_refused(String algorithm) {
    partner.sign(algorithm);
    refused("invalid_token", signedIn());
  }

  @Test
  void a_code_that_the_provider_never_gave_is_refused() {
    var sent = sent();
    refused("sign_in_failed", back(sent.cookie(), answered(sent, "yes").replace("code-", "kode-")));
  }

  @Test
  void what_the_provider_refuses_is_said_and_lets_nobody_in() {
    var sent = sent();
    refused("sign_in_denied", back(sent.cookie(), answered(sent, "access_denied")));
    var other = sent();
    refused("sign_in_failed", back(other.cookie(), answered(other, "server_error")));
    assertThat(partner.exchanges()).isZero();
  }

  @Test
  void who_has_no_role_here_does_not_get_in() {
    lie("roles", List.of("gardener"));
    refused("forbidden", signedIn());
    partner.lieInTokens(it -> it.without("roles"));
    refused("forbidden", signedIn());
  }

  @Test
  void no_request_says_where_a_browser_is_led() {
    anonymous().get("/sign-in?return=https://evil.example").is(400);
    var sent = sent();
    var address = answered(sent, "yes") + "&return=https%3A%2F%2Fevil.example&next=//evil.example";
    assertThat(back(sent.cookie(), address).header("Location")).contains("/#/signed-in");
    var odd = back(sent.cookie(), "/sign-in/callback?error=%2F%2Fevil.example&state=x");
    assertThat(odd.header("Location").orElseThrow()).startsWith("/#/refused/sign_in_");
  }

  @Test
  void another_name_of_the_server_leads_to_the_one_that_is_registered() {
    var reply = begun("/sign-in");
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(reply.headers().firstValue("Location"))
        .contains("http://127.0.0.1:" + port + "/sign-in?led=true");
    assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    // Where a proxy calls the server so, it does not lead in a circle.
    var led = begun("/sign-in?led=true");
    assertThat(led.headers().firstValue("Location").orElseThrow()).startsWith(partner.issuer());
  }

  /** What is answered to somebody who calls the server by another name. */
  private HttpResponse<String> begun(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    try {
      return browser.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void a_provider_that_is_not_who_it_should_be_is_not_used() {
    for (UnaryOperator<JsonObject> lie :
        List.<UnaryOperator<JsonObject>>of(
            it -> it.with("issuer", Json.of("https://evil.example")),
            it -> it.with("token_endpoint", Json.of("http://evil.example/token")),
            it -> it.with("jwks_uri", Json.of("file:///etc/passwd")),
            it -> it.without("authorization_endpoint"),
            it -> it.with("padding", Json.of("x".repeat(300 << 10))))) {
      partner.lieOfItself(lie);
      clock.advance(Duration.ofSeconds(5));
      refused("unavailable", anonymous().get("/sign-in").is(303));
    }
    partner.lieOfItself(it -> it);
    // It is not asked at each request, so that nobody has it asked by this server.
    refused("unavailable", anonymous().get("/sign-in").is(303));
    clock.advance(Duration.ofSeconds(5));
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
  }

  @Test
  void a_provider_that_said_once_how_is_asked_again_each_hour_and_may_be_silent_then() {
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
    partner.lieOfItself(it -> it.without("token_endpoint"));
    clock.advance(Duration.ofHours(1));
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
    partner.lieOfItself(it -> it.with("jwks_uri", Json.of(partner.issuer() + "/nowhere")));
    clock.advance(Duration.ofSeconds(5));
    refused("unavailable", signedIn());
    partner.lieOfItself(it -> it);
    clock.advance(Duration.ofHours(1));
    assertThat(signedIn().header("Location")).contains("/#/signed-in");
  }

  @Test
  void a_provider_that_is_away_keeps_nobody_out_who_has_a_key() {
    partner.close();
    refused("unavailable", anonymous().get("/sign-in").is(303));
    gated.as("mia", Role.VIEWER).get(ME).is(200);
  }

  @Test
  void the_page_offers_the_provider_only_where_there_is_one() {
    assertThat(anonymous().get("/").is(200).text()).contains("name=\"sign-in\" content=\"Acme\"");
    try (var without = new Gated(Map.of())) {
      var call = without.anonymous().unwatched();
      assertThat(call.get("/").is(200).text()).doesNotContain("name=\"sign-in\"");
      call.get("/sign-in").isProblem(404, "route_not_found");
    }
  }

  @Test
  void denials_are_counted_and_name_no_secret() {
    refused("sign_in_lost", anonymous().get("/sign-in/callback?code=geheim&state=s").is(303));
    assertThat(anonymous().get("/metrics").text())
        .contains("cairn_denials_total{kind=\"unauthorized\"} 1.0");
  }
}
