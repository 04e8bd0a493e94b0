package dev.cairn;

import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What lets somebody in who shows a token in place of credentials, as it is kept: the token is
 * nowhere, only its hash.
 *
 * @param hash SHA-256 of the token
 * @param roles those of the credentials that it stands for
 * @param key the API key that it stands for, if one: it ends with the key
 * @param usedAt when it was used last, to the minute or so
 * @param until when it ends by itself
 */
public record Admission(
    Sha256 hash,
    Kind kind,
    String subject,
    SortedSet<String> roles,
    Optional<KeyId> key,
    Instant usedAt,
    Instant until) {

  /** What a token is good for. */
  public enum Kind {
    /** A browser shows it with each request. */
    SESSION,
    /** It opens one session. */
    LINK,
    /** Nothing: it has done what it could do once. */
    SPENT
  }

  public Admission {
    roles = Names.copy(roles);
  }

  /** The same, used at a later time. */
  public Admission used(Instant at) {
    return new Admission(hash, kind, subject, roles, key, at, until);
  }
}
