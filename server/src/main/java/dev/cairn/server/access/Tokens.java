package dev.cairn.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Names;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Verifies JWTs. A token says which algorithm and which key it was signed with; it is believed only
 * where that algorithm is one of the settings', and the key is the issuer's and of its kind. Safe
 * for use by many threads.
 */
public final class Tokens {
  private static final int TIMEOUT_MS = 3_000;
  private static final int SET_BYTES_MAX = 256 << 10;
  private static final int NAME_MAX = 200;

  private final TokenSettings settings;
  private final InstantSource clock;
  private final JWSVerificationKeySelector<SecurityContext> selector;

  /** A token that was believed. */
  public record Token(String subject, SortedSet<String> roles, Instant expiresAt) {}

  private Tokens(TokenSettings settings, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.selector =
        new JWSVerificationKeySelector<>(
            settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()),
            keys);
  }

  /**
   * Tokens as the settings say.
   *
   * @throws CairnException.Invalid when the keys of a file cannot be read
   */
  public static Tokens of(TokenSettings settings, InstantSource clock) {
    return new Tokens(settings, source(settings.keys()), clock);
  }

  private static JWKSource<SecurityContext> source(TokenSettings.Keys keys) {
    try {
      return switch (keys) {
        case TokenSettings.Keys.At it ->
            JWKSourceBuilder.<SecurityContext>create(
                    it.url().toURL(),
                    new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, SET_BYTES_MAX))
                .retrying(true)
                .build();
        case TokenSettings.Keys.In it -> new ImmutableJWKSet<>(publicKeys(it.file()));
      };
    } catch (MalformedURLException malformed) {
      throw unreadable(malformed);
    }
  }

  private static JWKSet publicKeys(Path file) {
    try {
      // Nothing but public keys: a shared secret in the file must not come to verify anything.
      return JWKSet.parse(Files.readString(file)).toPublicJWKSet();
    } catch (IOException | ParseException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private static CairnException.Invalid unreadable(Exception why) {
    return new CairnException.Invalid(
        "invalid_tokens",
        "the keys of tokens cannot be read: " + why.getMessage(),
        "name a file or a URL with a JWK set (RFC 7517)");
  }

  /**
   * What a token says.
   *
   * @throws CairnException.Unauthorized when it is not believed
   * @throws CairnException.Unavailable when the keys of the issuer cannot be had
   */
  Token verify(String text) {
    return token(signed(text));
  }

  /**
   * What an ID token says, which an identity provider gave for one attempt to sign in.
   *
   * @param nonce what names the attempt
   * @throws CairnException.Unauthorized when it is not believed
   * @throws CairnException.Unavailable when the keys of the issuer cannot be had
   */
  public Token verifyIdToken(String text, String nonce) {
    var claims = signed(text);
    var token = token(claims);
    if (!nonce.equals(claims.getClaim("nonce"))) {
      throw refused("it was given for another attempt to sign in");
    }
    var party = claims.getClaim("azp");
    boolean shared = claims.getAudience().size() > 1;
    if (party == null ? shared : !party.equals(settings.audience())) {
      throw refused("it was given to another party");
    }
    return token;
  }

  /** What somebody said whose signature holds; whether it is meant for us is not looked at yet. */
  private JWTClaimsSet signed(String text) {
    if (text.length() > settings.bytesMax()) {
      throw refused("it is longer than " + settings.bytesMax() + " bytes");
    }
    try {
      var jwt = SignedJWT.parse(text);
      if (!settings.algorithms().contains(jwt.getHeader().getAlgorithm().getName())) {
        throw refused("its algorithm is none of those that are accepted");
      }
      checkSignature(jwt);
      return jwt.getJWTClaimsSet();
    } catch (ParseException malformed) {
      throw refused("it is no signed JWT");
    }
  }

  private void checkSignature(SignedJWT jwt) {
    try {
      var factory = new DefaultJWSVerifierFactory();
      for (var key : selector.selectJWSKeys(jwt.getHeader(), null)) {
        if (jwt.verify(factory.createJWSVerifier(jwt.getHeader(), key))) {
          return;
        }
      }
    } catch (KeySourceException away) {
      throw new CairnException.Unavailable("the keys of the issuer cannot be had", away);
    } catch (JOSEException unfit) {
      throw refused("its signature cannot be checked");
    }
    throw refused("no key of the issuer has signed it");
  }

  private Token token(JWTClaimsSet claims) {
    if (!settings.issuer().equals(claims.getIssuer())) {
      throw refused("its issuer is another");
    }
    if (!claims.getAudience().contains(settings.audience())) {
      throw refused("it is meant for another audience");
    }
    var expiresAt = expiry(claims);
    var subject = Optional.ofNullable(claims.getSubject()).orElse("");
    if (Names.problem(subject, NAME_MAX).isPresent() || subject.equals(Filter.ME)) {
      throw refused("its subject is not a name");
    }
    return new Token(subject, roles(claims), expiresAt);
  }

  private Instant expiry(JWTClaimsSet claims) {
    var now = clock.instant();
    var from = Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant);
    if (from.filter(it -> now.isBefore(it.minus(settings.leeway()))).isPresent()) {
      throw refused("it is not valid yet");
    }
    var until = Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
    var end = until.orElseThrow(() -> refused("it never expires")).plus(settings.leeway());
    if (!now.isBefore(end)) {
      throw refused("it has expired");
    }
    return end;
  }

  private SortedSet<String> roles(JWTClaimsSet claims) {
    Object at = claims.getClaims();
    for (var name : settings.rolesClaim().split("\\.", -1)) {
      at = at instanceof Map<?, ?> members && members.get(name) != null ? members.get(name) : "";
    }
    var roles = new TreeSet<String>();
    if (at instanceof Collection<?> names) {
      names.forEach(name -> roles.add(String.valueOf(name)));
    } else if (at instanceof String names) {
      roles.addAll(java.util.List.of(names.split(" ", -1)));
    }
    return roles.stream()
        .filter(name -> Names.problem(name, NAME_MAX).isEmpty())
        .map(name -> settings.roleNames().getOrDefault(name, name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static CairnException.Unauthorized refused(String why) {
    return new CairnException.Unauthorized(
        "invalid_token", "the token is refused: " + why, "get a new one from its issuer");
  }
}
