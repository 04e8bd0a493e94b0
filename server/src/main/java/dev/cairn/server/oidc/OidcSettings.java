package dev.cairn.server.oidc;

import dev.cairn.CairnException;
import dev.cairn.Names;
import dev.cairn.server.access.Hosts;
import dev.cairn.server.access.TokenSettings;
import dev.cairn.server.access.TokenSettings.Keys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * At which provider people may sign in, and as what this server is known there.
 *
 * @param issuer its URL, as its ID tokens name it; where its endpoints are, it says itself
 * @param client the id that the provider gave to this server
 * @param secret the client's, where it has one; PKCE protects the code in any case
 * @param redirect where the provider sends browsers back to, letter by letter as it is registered
 *     there: the address of this server, and {@link #CALLBACK}
 * @param name how people know the provider: the console offers to sign in with it
 * @param scopes what is asked for, with spaces between; {@code openid} is among them
 */
public record OidcSettings(
    String issuer,
    String client,
    Optional<Secret> secret,
    URI redirect,
    String name,
    String scopes,
    Trust trust) {
  /** The path that browsers come back to. */
  public static final String CALLBACK = "/sign-in/callback";

  private static final int NAME_MAX = 60;

  /**
   * Which ID tokens are believed, and which roles they give; as of other tokens.
   *
   * @param roleNames what a role of the provider is called here
   */
  public record Trust(
      Set<String> algorithms, Duration leeway, String rolesClaim, Map<String, String> roleNames) {
    public Trust {
      algorithms = Set.copyOf(algorithms);
      roleNames = Map.copyOf(roleNames);
    }

    TokenSettings tokens(String issuer, String client, URI keys) {
      return TokenSettings.of(issuer, client, new Keys.At(keys))
          .algorithms(algorithms)
          .leeway(leeway)
          .roles(rolesClaim, roleNames);
    }
  }

  public OidcSettings {
    if (!isSafe(issuer)) {
      throw invalid("the issuer must be an https URL, not " + issuer);
    }
    if (!Hosts.isSafe(redirect) || !CALLBACK.equals(redirect.getRawPath()) || isLonger(redirect)) {
      throw invalid("the redirect must be https://NAME" + CALLBACK + ", not " + redirect);
    }
    if (client.isEmpty() || Names.problem(name, NAME_MAX).isPresent()) {
      throw invalid("the client must have an id, and the provider a name of 1 to 60 characters");
    }
    if (!List.of(scopes.split(" ", -1)).contains("openid")) {
      throw invalid("the scopes must have openid among them");
    }
    // What no token could be believed by is refused now, and not when somebody signs in.
    trust.tokens(issuer, client, redirect);
  }

  private static boolean isSafe(String url) {
    try {
      var uri = URI.create(url);
      return Hosts.isSafe(uri) && !isLonger(uri);
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static boolean isLonger(URI url) {
    return url.getRawQuery() != null || url.getRawFragment() != null || url.getUserInfo() != null;
  }

  /** ID tokens whose keys are there. */
  TokenSettings tokens(URI keys) {
    return trust.tokens(issuer, client, keys);
  }

  /** Where this server is, for browsers: what {@link #redirect} begins with. */
  public String origin() {
    return redirect.getScheme() + "://" + redirect.getRawAuthority();
  }

  private static CairnException.Invalid invalid(String message) {
    return new CairnException.Invalid(
        "invalid_oidc", message, "correct the settings that begin with oidc before starting");
  }
}
