package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JWTs, as settings allow them and requests show them. */
class BelievedTokensTest {
  private static RSAKey key;
  private static RSAKey stranger;

  @TempDir Path folder;
  private Gated gated;

  @BeforeAll
  static void generate() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("k").generate();
    stranger = new RSAKeyGenerator(2048).keyID("k").generate();
  }

  @BeforeEach
  void serve() throws IOException {
    var file = folder.resolve("keys.json");
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
    gated =
        new Gated(
            Map.of(
                "tokenIssuer", "https://issuer.example",
                "tokenAudience", "cairn",
                "tokenKeys", file.toString(),
                "tokenRoles", "realm.roles",
                "tokenRoleNames", "boss=Admin"));
  }

  @AfterEach
  void stop() {
    gated.close();
  }

  private JWTClaimsSet.Builder claims(String role) {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.example")
        .audience("cairn")
        .subject("mia")
        .claim("realm", Map.of("roles", List.of(role)))
        .expirationTime(Date.from(gated.clock.instant().plusSeconds(300)));
  }

  private static String signed(JWSAlgorithm algorithm, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k").build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(JWSAlgorithm.RS256, claims.build(), new RSASSASigner(key));
  }

  private void refuses(String token) {
    gated.bearer(token).get("/api/v1/me").isProblem(401, "invalid_token");
  }

  @Test
  void a_token_of_the_issuer_is_believed_with_its_roles() throws JOSEException {
    var me = gated.bearer(signed(claims("Viewer"))).get("/api/v1/me").is(200);
    Assertions.assertThat(me.textAt("/subject")).isEqualTo("mia");
    gated.bearer(signed(claims("Viewer"))).get("/api/v1/keys").isProblem(403, "forbidden");
    gated.bearer(signed(claims("boss"))).get("/api/v1/keys").is(200);
    gated.bearer(signed(claims("other"))).get("/api/v1/me").isProblem(403, "forbidden");
  }

  @Test
  void a_token_that_nobody_signed_is_refused() {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var body = encoder.encodeToString(claims("boss").build().toString().getBytes(UTF_8));
    for (var algorithm : List.of("none", "None", "NONE")) {
      var header = "{\"alg\":\"" + algorithm + "\"}";
      refuses(encoder.encodeToString(header.getBytes(UTF_8)) + "." + body + ".");
    }
  }

  @Test
  void the_public_key_is_no_shared_secret() throws JOSEException {
    var secret = key.toRSAPublicKey().getEncoded();
    refuses(signed(JWSAlgorithm.HS256, claims("boss").build(), new MACSigner(secret)));
    var text = key.toPublicJWK().toJSONString().getBytes(UTF_8);
    refuses(signed(JWSAlgorithm.HS256, claims("boss").build(), new MACSigner(text)));
  }

  @Test
  void what_is_not_meant_for_this_server_is_refused() throws JOSEException {
    refuses(signed(claims("boss").audience("other")));
    refuses(signed(claims("boss").issuer("https://evil.example")));
    refuses(
        signed(claims("boss").expirationTime(Date.from(gated.clock.instant().minusSeconds(61)))));
    refuses(signed(claims("boss").notBeforeTime(Date.from(gated.clock.instant().plusSeconds(61)))));
    refuses(signed(JWSAlgorithm.RS256, claims("boss").build(), new RSASSASigner(stranger)));
    refuses(signed(JWSAlgorithm.RS512, claims("boss").build(), new RSASSASigner(key)));
    refuses("a.b.c");
  }
}
