package dev.cairn.server.access;

import dev.cairn.CairnException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Which JWTs are believed. Start from {@link #of} and change what differs.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 * @param keys where the public keys of the issuer are
 * @param algorithms those that a signature may have; only such as need a private key to sign
 * @param leeway by how much the clocks may differ
 * @param bytesMax the longest token
 * @param rolesClaim where the roles are: a claim, or a path of claims such as {@code
 *     realm_access.roles}; a list, or a text with spaces between
 * @param roleNames what a role of the issuer is called here; those that are not named keep theirs
 */
public record TokenSettings(
    String issuer,
    String audience,
    Keys keys,
    Set<String> algorithms,
    Duration leeway,
    int bytesMax,
    String rolesClaim,
    Map<String, String> roleNames) {
  private static final Set<String> KNOWN =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final Duration LEEWAY_MAX = Duration.ofMinutes(5);

  /** Where keys come from. */
  public sealed interface Keys {
    /** A JWK set that is fetched, and fetched again when a key is not in it. */
    record At(URI url) implements Keys {
      public At {
        if (!Hosts.isSafe(url)) {
          throw invalid("keys must come over https, not from " + url);
        }
      }
    }

    /** A JWK set in a file, read once. */
    record In(Path file) implements Keys {}
  }

  public TokenSettings {
    algorithms = Set.copyOf(algorithms);
    roleNames = Map.copyOf(roleNames);
    if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
      throw invalid("algorithms must be some of " + KNOWN + ", not " + algorithms);
    }
    if (leeway.isNegative() || leeway.compareTo(LEEWAY_MAX) > 0) {
      throw invalid("the leeway must be 0 to 5 minutes, not " + leeway);
    }
    if (issuer.isEmpty() || audience.isEmpty() || rolesClaim.isEmpty() || bytesMax < 1) {
      throw invalid("issuer, audience, roles claim and length must not be empty");
    }
  }

  /** RS256 and ES256, a minute of leeway, 8 KiB, roles in {@code roles}. */
  public static TokenSettings of(String issuer, String audience, Keys keys) {
    return new TokenSettings(
        issuer,
        audience,
        keys,
        Set.of("RS256", "ES256"),
        Duration.ofMinutes(1),
        8 << 10,
        "roles",
        Map.of());
  }

  public TokenSettings roles(String claim, Map<String, String> names) {
    return new TokenSettings(issuer, audience, keys, algorithms, leeway, bytesMax, claim, names);
  }

  public TokenSettings leeway(Duration most) {
    return new TokenSettings(
        issuer, audience, keys, algorithms, most, bytesMax, rolesClaim, roleNames);
  }

  public TokenSettings algorithms(Set<String> names) {
    return new TokenSettings(
        issuer, audience, keys, names, leeway, bytesMax, rolesClaim, roleNames);
  }

  private static CairnException.Invalid invalid(String message) {
    return new CairnException.Invalid(
        "invalid_tokens", message, "correct the settings of tokens before starting");
  }
}
