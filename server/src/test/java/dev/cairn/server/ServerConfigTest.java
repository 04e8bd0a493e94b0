package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.server.access.Listening.Transport;
import dev.cairn.server.access.TokenSettings.Keys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How settings become a server. */
class ServerConfigTest {

  private static ServerConfig of(Map<String, String> settings) {
    return ServerConfig.of(Path.of("d"), List.of(new ServerConfig.Source("a test", settings)));
  }

  private static void refuses(String code, Map<String, String> settings) {
    assertThatThrownBy(() -> of(settings))
        .isInstanceOfSatisfying(
            CairnException.Invalid.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void without_settings_a_server_is_safe() {
    var config = of(Map.of());
    assertThat(config.listening().host()).isEqualTo("127.0.0.1");
    assertThat(config.listening().transport()).isEqualTo(Transport.PLAIN);
    assertThat(config.tokens()).isEmpty();
    assertThat(config.bounds().perSecond()).isEqualTo(100_000);
  }

  @Test
  void wide_listening_needs_a_closed_line_and_a_name() {
    refuses("unsafe_listening", Map.of("host", "0.0.0.0"));
    refuses("unsafe_listening", Map.of("host", "0.0.0.0", "names", "cairn.example"));
    refuses("unsafe_listening", Map.of("host", "0.0.0.0", "behindProxy", "true"));
    var proxied = Map.of("host", "0.0.0.0", "behindProxy", "true", "names", "cairn.example, b");
    assertThat(of(proxied).listening().names()).isEqualTo(Set.of("cairn.example", "b"));
    assertThat(of(proxied).bounds().perSecond()).isEqualTo(1_000);
    var tls = Map.of("host", "::", "tlsCertificate", "c", "tlsKey", "k", "names", "cairn.example");
    assertThat(of(tls).listening().transport()).isEqualTo(Transport.TLS);
    assertThat(of(tls).http().tls()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "tlsCertificate, c.pem",
    "tlsKey, k.pem",
    "behindProxy, yes",
    "tokenIssuer, i",
    "tokenKeys, k",
    "tokenLeeway, PT1M",
    "requestsPerSecond, 0",
    "streamsMax, -1"
  })
  void a_setting_that_cannot_be_or_lacks_another_is_refused(String name, String value) {
    refuses("invalid_setting", Map.of(name, value));
  }

  @Test
  void a_proxy_and_a_certificate_exclude_each_other() {
    refuses("invalid_setting", Map.of("behindProxy", "true", "tlsCertificate", "c", "tlsKey", "k"));
  }

  @Test
  void tokens_are_set_as_a_whole() {
    var three = Map.of("tokenIssuer", "i", "tokenAudience", "a", "tokenKeys", "https://i/keys");
    var tokens = of(three).tokens().orElseThrow();
    assertThat(tokens.keys()).isEqualTo(new Keys.At(URI.create("https://i/keys")));
    assertThat(tokens.algorithms()).isEqualTo(Set.of("RS256", "ES256"));
    var more = new java.util.HashMap<>(three);
    more.put("tokenAlgorithms", "PS256");
    more.put("tokenLeeway", "PT5S");
    more.put("tokenRoleNames", "boss=Admin,a=b=Viewer");
    var changed = of(more).tokens().orElseThrow();
    assertThat(changed.algorithms()).isEqualTo(Set.of("PS256"));
    assertThat(changed.leeway()).isEqualTo(Duration.ofSeconds(5));
    assertThat(changed.roleNames()).isEqualTo(Map.of("boss", "Admin", "a=b", "Viewer"));
    more.put("tokenAlgorithms", "HS256");
    refuses("invalid_tokens", more);
    more.put("tokenAlgorithms", "RS256");
    more.put("tokenKeys", "http://i/keys");
    refuses("invalid_tokens", more);
    more.put("tokenKeys", "https://i/ keys");
    refuses("invalid_setting", more);
    more.put("tokenRoleNames", "boss");
    more.put("tokenKeys", "keys.json");
    refuses("invalid_setting", more);
  }

  private static final Map<String, String> OIDC =
      Map.of(
          "oidcIssuer", "https://login.example/tenant",
          "oidcClient", "cairn",
          "oidcRedirect", "https://cairn.example/sign-in/callback");

  private static Map<String, String> oidc(String name, String value) {
    var settings = new java.util.HashMap<>(OIDC);
    settings.put(name, value);
    return settings;
  }

  @Test
  void a_provider_is_set_as_a_whole() {
    var oidc = of(OIDC).oidc().orElseThrow();
    assertThat(oidc.origin()).isEqualTo("https://cairn.example");
    assertThat(oidc.secret()).isEmpty();
    assertThat(oidc.trust().algorithms()).isEqualTo(Set.of("RS256", "ES256"));
    refuses("invalid_setting", Map.of("oidcIssuer", "https://login.example"));
    refuses("invalid_setting", Map.of("oidcSecret", "s"));
    refuses("invalid_setting", oidc("oidcRedirect", "https://cairn.example/ x"));
    refuses("unknown_setting", oidc("oidcClientSecret", "s"));
    refuses("invalid_tokens", oidc("oidcAlgorithms", "none"));
    refuses("invalid_tokens", oidc("oidcAlgorithms", "HS256"));
    refuses("invalid_tokens", oidc("oidcLeeway", "PT6M"));
  }

  @ParameterizedTest
  @CsvSource({
    "oidcIssuer, http://login.example",
    "oidcIssuer, login.example",
    "oidcIssuer, https://login.example?x=1",
    "oidcRedirect, http://cairn.example/sign-in/callback",
    "oidcRedirect, https://cairn.example/sign-in/callback/",
    "oidcRedirect, https://cairn.example/sign-in/callback?to=x",
    "oidcRedirect, https://a@cairn.example/sign-in/callback",
    "oidcScopes, profile"
  })
  void a_provider_that_cannot_be_safe_is_refused(String name, String value) {
    refuses("invalid_oidc", oidc(name, value));
  }

  @Test
  void the_secret_of_the_client_comes_from_the_environment_and_is_never_printed() {
    var variables = Map.of("CAIRN_SERVER_OIDC_SECRET", "s3cret");
    var sources =
        List.of(
            new ServerConfig.Source("a test", OIDC), ServerConfig.Source.environment(variables));
    var config = ServerConfig.of(Path.of("d"), sources);
    assertThat(config.oidc().orElseThrow().secret().orElseThrow().text()).isEqualTo("s3cret");
    assertThat(config.toString()).contains("cairn.example").doesNotContain("s3cret");
  }
}
