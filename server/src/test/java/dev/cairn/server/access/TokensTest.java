package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.CairnException;
import dev.cairn.Role;
import dev.cairn.User;
import dev.cairn.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JWTs: which are believed, and each way in which one is not. */
class TokensTest {
  private static final String ISSUER = "https://login.example";
  private static final String AUDIENCE = "cairn";
  private static RSAKey rsa;
  private static RSAKey foreign;
  private static ECKey ec;

  private final FakeClock clock = new FakeClock();
  @TempDir private Path folder;
  private TokenSettings settings;
  private Tokens tokens;

  @BeforeAll
  static void keys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
    foreign = new RSAKeyGenerator(2048).keyID("r1").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
  }

  @BeforeEach
  void settings() throws IOException {
    var shared = new OctetSequenceKey.Builder(new byte[64]).keyID("s1").build();
    var set = new JWKSet(List.of(rsa, ec, shared));
    var file = folder.resolve("keys.json");
    Files.writeString(file, set.toString(false));
    settings = TokenSettings.of(ISSUER, AUDIENCE, new TokenSettings.Keys.In(file));
    tokens = Tokens.of(settings, clock);
  }

  @Test
  void a_token_of_the_issuer_says_who_calls() throws JOSEException {
    var believed = tokens.verify(signed(claims().build()));
    assertThat(believed.subject()).isEqualTo("mia");
    assertThat(believed.roles()).containsExactly("Participant", "legal");
    assertThat(believed.expiresAt()).isEqualTo(clock.instant().plusSeconds(360));
  }

  @Test
  void elliptic_curves_are_believed_too() throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e1").build();
    assertThat(tokens.verify(sign(header, claims().build(), new ECDSASigner(ec))).subject())
        .isEqualTo("mia");
  }

  @Test
  void roles_are_found_and_renamed() throws JOSEException {
    var names = Map.of("cairn-admins", "Admin");
    var nested = Tokens.of(settings.roles("realm.roles", names), clock);
    var claims = claims().claim("realm", Map.of("roles", List.of("cairn-admins", "legal"))).build();
    assertThat(nested.verify(signed(claims)).roles()).containsExactly("Admin", "legal");
    var spaced = Tokens.of(settings.roles("scope", Map.of()), clock);
    assertThat(spaced.verify(signed(claims().claim("scope", "Viewer legal").build())).roles())
        .containsExactly("Viewer", "legal");
    assertThat(nested.verify(signed(claims().build())).roles()).isEmpty();
  }

  @Test
  void a_token_without_algorithm_is_refused() {
    refuses(new PlainJWT(claims().build()).serialize());
    refuses(unsigned("{\"alg\":\"none\",\"kid\":\"r1\"}"));
    refuses(unsigned("{\"alg\":\"None\"}"));
    refuses(unsigned("{\"alg\":\"\"}"));
    refuses(unsigned("{}"));
  }

  @Test
  void a_public_key_is_no_shared_secret() throws JOSEException {
    for (var secret :
        List.of(
            rsa.toRSAPublicKey().getEncoded(),
            rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            new byte[64])) {
      for (var kid : List.of("r1", "s1", "e1")) {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build();
        refuses(sign(header, claims().build(), new MACSigner(secret)));
      }
    }
  }

  @Test
  void an_algorithm_that_is_not_listed_is_refused_though_the_key_fits() throws JOSEException {
    for (var algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.PS256)) {
      var header = new JWSHeader.Builder(algorithm).keyID("r1").build();
      refuses(sign(header, claims().build(), new RSASSASigner(rsa)));
    }
  }

  @Test
  void a_foreign_or_unknown_key_is_refused() throws JOSEException {
    refuses(sign(rs256("r1"), claims().build(), new RSASSASigner(foreign)));
    refuses(sign(rs256("r2"), claims().build(), new RSASSASigner(rsa)));
    refuses(sign(rs256("e1"), claims().build(), new RSASSASigner(rsa)));
    var own = new JWSHeader.Builder(rs256("r1")).jwk(foreign.toPublicJWK()).build();
    refuses(sign(own, claims().build(), new RSASSASigner(foreign)));
    var elsewhere = new JWSHeader.Builder(rs256("r1")).jwkURL(URI.create("http://127.0.0.1:1/"));
    refuses(sign(elsewhere.build(), claims().build(), new RSASSASigner(foreign)));
  }

  @Test
  void a_changed_token_is_refused() throws JOSEException {
    var parts = signed(claims().build()).split("\\.", -1);
    var other = signed(claims().subject("leo").build()).split("\\.", -1);
    refuses(parts[0] + "." + other[1] + "." + parts[2]);
    refuses(parts[0] + "." + parts[1] + ".");
    refuses(parts[0] + "." + parts[1]);
  }

  @Test
  void another_issuer_or_audience_is_refused() throws JOSEException {
    refuses(signed(claims().issuer("https://evil.example").build()));
    refuses(signed(claims().issuer(ISSUER + "/").build()));
    refuses(signed(claims().issuer(null).build()));
    refuses(signed(claims().audience("other").build()));
    refuses(signed(claims().audience(List.of()).build()));
    assertThat(
            tokens.verify(signed(claims().audience(List.of("other", AUDIENCE)).build())).subject())
        .isEqualTo("mia");
  }

  @Test
  void time_is_told_by_the_clock_and_its_leeway() throws JOSEException {
    var token = signed(claims().build());
    clock.advance(Duration.ofSeconds(359));
    assertThat(tokens.verify(token).subject()).isEqualTo("mia");
    clock.advance(Duration.ofSeconds(1));
    refuses(token);
    var later = Date.from(clock.instant().plusSeconds(61));
    var early = signed(claims().notBeforeTime(later).build());
    refuses(early);
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.verify(early).subject()).isEqualTo("mia");
    refuses(signed(claims().expirationTime(null).build()));
  }

  @Test
  void a_subject_must_be_a_name() throws JOSEException {
    refuses(signed(claims().subject(null).build()));
    refuses(signed(claims().subject("").build()));
    refuses(signed(claims().subject("me").build()));
    refuses(signed(claims().subject("x".repeat(201)).build()));
  }

  @Test
  void an_oversize_token_is_refused_unread() throws JOSEException {
    refuses(signed(claims().claim("padding", "x".repeat(9_000)).build()));
    refuses("x".repeat(10_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "{}", "e30.e30"})
  void what_is_no_token_is_refused(String text) {
    refuses(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "HS512", "rs256", ""})
  void settings_take_no_algorithm_that_proves_nothing(String algorithm) {
    assertThatThrownBy(() -> settings.algorithms(Set.of("RS256", algorithm)))
        .isInstanceOf(CairnException.Invalid.class);
    assertThatThrownBy(() -> settings.algorithms(Set.of()))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://login.example/keys", "http://127.evil.example/", "file:/etc/x"})
  void keys_come_from_no_place_that_others_could_answer_for(String url) {
    assertThatThrownBy(() -> new TokenSettings.Keys.At(URI.create(url)))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void a_key_file_that_is_none_is_refused_at_the_start() throws IOException {
    var file = Files.writeString(folder.resolve("none.json"), "{}");
    var none = TokenSettings.of(ISSUER, AUDIENCE, new TokenSettings.Keys.In(file));
    assertThatThrownBy(() -> Tokens.of(none, clock)).isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void an_issuer_that_is_away_is_unavailable_and_not_unauthorized() throws JOSEException {
    var away = new TokenSettings.Keys.At(URI.create("http://127.0.0.1:1/keys"));
    var elsewhere = Tokens.of(TokenSettings.of(ISSUER, AUDIENCE, away), clock);
    var token = signed(claims().build());
    assertThatThrownBy(() -> elsewhere.verify(token))
        .isInstanceOf(CairnException.Unavailable.class);
  }

  @Test
  void a_token_lets_a_user_in_and_makes_it_on_first_sight() throws JOSEException {
    try (var house = new House()) {
      var identities = house.cairn.identities();
      var credentials = new Credentials(identities, Optional.of(tokens), clock);
      var mia = credentials.authenticate(Optional.of("Bearer " + signed(claims().build())));
      assertThat(mia.role()).isEqualTo(Role.PARTICIPANT);
      assertThat(mia.until()).contains(clock.instant().plusSeconds(360));
      assertThat(identities.users(Optional.empty(), 9))
          .contains(new User(mia.userId(), "mia", mia.roles()));
      var without = "Bearer " + signed(claims().claim("roles", List.of("legal")).build());
      assertThatThrownBy(() -> credentials.authenticate(Optional.of(without)))
          .isInstanceOf(CairnException.Forbidden.class);
    }
  }

  @Test
  void keys_are_fetched_and_fetched_again_when_one_is_new() throws JOSEException, IOException {
    var served = new AtomicReference<>(new JWKSet(ec.toPublicJWK()));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = served.get().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
      var at = new TokenSettings.Keys.At(url);
      var fetched = Tokens.of(TokenSettings.of(ISSUER, AUDIENCE, at), clock);
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e1").build();
      var first = sign(header, claims().build(), new ECDSASigner(ec));
      assertThat(fetched.verify(first).subject()).isEqualTo("mia");
      served.set(new JWKSet(List.of(ec.toPublicJWK(), rsa.toPublicJWK())));
      assertThat(fetched.verify(signed(claims().build())).subject()).isEqualTo("mia");
    } finally {
      server.stop(0);
    }
  }

  private void refuses(String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isInstanceOfSatisfying(
            CairnException.Unauthorized.class,
            it -> {
              assertThat(it.code()).isEqualTo("invalid_token");
              assertThat(it.getMessage()).hasSizeLessThan(200);
            });
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("mia")
        .claim("roles", List.of("Participant", "legal"))
        .expirationTime(Date.from(clock.instant().plusSeconds(300)));
  }

  private static JWSHeader rs256(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(kid).build();
  }

  private static String signed(JWTClaimsSet claims) throws JOSEException {
    return sign(rs256("r1"), claims, new RSASSASigner(rsa));
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private String unsigned(String header) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var body = claims().build().toString().getBytes(StandardCharsets.UTF_8);
    return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(body)
        + ".";
  }
}
