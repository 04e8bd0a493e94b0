package dev.cairn.server;

import dev.cairn.server.oidc.OidcSettings;
import dev.cairn.server.oidc.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads where people may sign in to the console. */
record OidcReader(SettingReader reader) {

  /** A provider, where it is said which; none of its settings is passed over without it. */
  Optional<OidcSettings> settings() {
    return Arrays.stream(Setting.values())
        .filter(it -> it.name().startsWith("OIDC_") && reader.has(it))
        .findFirst()
        .map(this::settings);
  }

  private OidcSettings settings(Setting because) {
    var issuer = reader.require(Setting.OIDC_ISSUER, because);
    return new OidcSettings(
        issuer,
        reader.require(Setting.OIDC_CLIENT, because),
        reader.text(Setting.OIDC_SECRET).map(Secret::new),
        redirect(reader.require(Setting.OIDC_REDIRECT, because)),
        reader.text(Setting.OIDC_NAME).orElse("single sign-on"),
        reader.text(Setting.OIDC_SCOPES).orElse("openid"),
        trust());
  }

  private OidcSettings.Trust trust() {
    return new OidcSettings.Trust(
        reader.has(Setting.OIDC_ALGORITHMS)
            ? reader.names(Setting.OIDC_ALGORITHMS)
            : Set.of("RS256", "ES256"),
        reader.duration(Setting.OIDC_LEEWAY, Duration.ofMinutes(1)),
        reader.text(Setting.OIDC_ROLES).orElse("roles"),
        reader.pairs(Setting.OIDC_ROLE_NAMES));
  }

  private URI redirect(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw reader.invalid(
          Setting.OIDC_REDIRECT, "is not a URL", "write https://NAME" + OidcSettings.CALLBACK);
    }
  }
}
