package dev.cairn.server.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CairnException;
import dev.cairn.CairnException.Unauthorized;
import dev.cairn.Identities;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonString;
import dev.cairn.json.Sha256;
import dev.cairn.server.access.Principal;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Signing in at an identity provider: the authorization code flow of OpenID Connect, with PKCE. A
 * user is made on first sight, as for any token. Safe for use by many threads; no code, token or
 * secret is ever logged or part of a message.
 */
public final class Oidc {
  private static final String SAID = "[a-z_]{1,40}";

  private final OidcSettings settings;
  private final Identities identities;
  private final InstantSource clock;
  private final Discovery discovery;

  public Oidc(OidcSettings settings, Identities identities, InstantSource clock) {
    this.settings = settings;
    this.identities = identities;
    this.clock = clock;
    this.discovery = new Discovery(settings, clock);
  }

  /**
   * Where a browser goes first.
   *
   * @param secret what it has to keep meanwhile, in a cookie that no script reads
   */
  public record Begun(String secret, URI provider) {}

  /**
   * What a browser came back with.
   *
   * @param secret of its cookie, if it had one
   */
  public record Answered(
      Optional<String> secret,
      Optional<String> state,
      Optional<String> code,
      Optional<String> error,
      Optional<String> issuer) {}

  public OidcSettings settings() {
    return settings;
  }

  /**
   * Begins an attempt.
   *
   * @throws CairnException.Unavailable when the provider cannot be asked where to
   */
  public Begun begin() {
    var provider = discovery.provider();
    var attempt = Attempt.begin(clock.instant());
    var query = new LinkedHashMap<String, String>();
    query.put("response_type", "code");
    query.put("client_id", settings.client());
    query.put("redirect_uri", settings.redirect().toString());
    query.put("scope", settings.scopes());
    query.put("state", attempt.state());
    query.put("nonce", attempt.nonce());
    query.put("code_challenge", attempt.challenge());
    query.put("code_challenge_method", "S256");
    var at = provider.authorization();
    var glue = at.getRawQuery() == null ? "?" : "&";
    return new Begun(attempt.secret(), URI.create(at + glue + Fetch.encoded(query)));
  }

  /**
   * Whom the provider has let in.
   *
   * @param once is asked with what names the attempt, and says whether it is the first time
   * @throws CairnException.Unauthorized when nobody: the code says why
   * @throws CairnException.Forbidden when somebody who has no role here
   * @throws CairnException.Unavailable when the provider cannot be asked
   */
  public Principal finish(Answered answered, BiPredicate<Sha256, Principal> once) {
    var attempt = attempt(answered);
    refuseFailed(answered);
    var code = answered.code().orElseThrow(() -> failed("it sent no code"));
    var provider = discovery.provider();
    var token = provider.tokens().verifyIdToken(exchange(provider, code, attempt), attempt.nonce());
    var user = identities.seen(token.subject(), token.roles());
    var somebody =
        new Principal(
            token.subject(), user.id(), token.roles(), Optional.empty(), Optional.empty());
    if (!once.test(attempt.mark(), somebody)) {
      throw lost("this sign-in was finished before");
    }
    return somebody;
  }

  /** The attempt of this very browser; an answer that somebody else asked for is not looked at. */
  private Attempt attempt(Answered answered) {
    var attempt =
        answered
            .secret()
            .flatMap(it -> Attempt.of(it, clock.instant()))
            .orElseThrow(() -> lost("it took too long, or began in another browser"));
    if (answered.state().filter(attempt::hasState).isEmpty()) {
      throw lost("the answer is to another sign-in");
    }
    // Where a provider names itself (RFC 9207), an answer of another is none to us.
    if (answered.issuer().filter(it -> !it.equals(settings.issuer())).isPresent()) {
      throw lost("the answer is another provider's");
    }
    return attempt;
  }

  private static void refuseFailed(Answered answered) {
    var error = answered.error();
    if (error.isPresent() && error.get().equals("access_denied")) {
      throw new Unauthorized(
          "sign_in_denied", "the identity provider let nobody in", "sign in as somebody else");
    }
    if (error.isPresent()) {
      throw failed("it says " + said(error.get()));
    }
  }

  /** The ID token that a code is good for, once. */
  private String exchange(Provider provider, String code, Attempt attempt) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.redirect().toString());
    form.put("code_verifier", attempt.verifier());
    try {
      var answered = Fetch.post(provider.token(), form, credentials(provider, form));
      if (answered.status() != 200) {
        throw failed("it gave no token: " + said(text(answered.body().get("error"))));
      }
      return answered.body().require("id_token").asString();
    } catch (IOException away) {
      throw Discovery.away("gave no token: " + away.getMessage());
    } catch (JsonException without) {
      throw failed("it gave no ID token");
    }
  }

  /** Shows the secret as the provider takes it: in a header, or else in the form. */
  private Optional<String> credentials(Provider provider, Map<String, String> form) {
    boolean basic = provider.clientMethods().contains("client_secret_basic");
    if (settings.secret().isPresent() && basic) {
      var pair =
          Fetch.encoded(settings.client()) + ":" + Fetch.encoded(settings.secret().get().text());
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    form.put("client_id", settings.client());
    settings.secret().ifPresent(it -> form.put("client_secret", it.text()));
    return Optional.empty();
  }

  private static String text(Optional<Json> error) {
    return error.filter(JsonString.class::isInstance).map(Json::asString).orElse("");
  }

  /** What came from elsewhere is repeated only where it is one of the words of the standard. */
  private static String said(String error) {
    return error.matches(SAID) ? error : "something else";
  }

  private static Unauthorized failed(String why) {
    return new Unauthorized(
        "sign_in_failed",
        "signing in at the identity provider failed: " + why,
        "try again; if it stays so, compare the settings of both sides");
  }

  private static Unauthorized lost(String why) {
    return new Unauthorized(
        "sign_in_lost", "this sign-in cannot be finished: " + why, "sign in once more");
  }
}
