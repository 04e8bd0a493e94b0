package dev.cairn.server.access;

import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.UserId;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out who calls, by an API key or a JWT in the Authorization header. Users are made on first
 * sight. Safe for use by many threads; no credentials are ever logged or part of a message.
 */
public final class Credentials {
  private static final String SCHEME = "bearer ";
  private static final int SEEN_MAX = 10_000;

  private final Identities identities;
  private final KeyRing keys;
  private final Optional<Tokens> tokens;
  private final Map<Seen, UserId> seen = new ConcurrentHashMap<>();

  private record Seen(String subject, SortedSet<String> roles) {}

  /** Accepts the keys of a store, and tokens when it is said which. */
  public Credentials(Identities identities, Optional<Tokens> tokens, InstantSource clock) {
    this.identities = identities;
    this.keys = new KeyRing(identities, clock);
    this.tokens = tokens;
  }

  /**
   * Who calls.
   *
   * @param authorization the header, if there is one
   * @throws CairnException.Unauthorized when nobody knows
   * @throws CairnException.Forbidden when it is known, and has no role with rights
   */
  public Principal authenticate(Optional<String> authorization) {
    var text = authorization.filter(Credentials::isBearer).orElseThrow(Credentials::missing);
    var bearer = text.substring(SCHEME.length()).strip();
    return KeyRing.isKey(bearer) ? byKey(bearer) : byToken(bearer);
  }

  /** Believes nothing any more that it remembers of a key: here it was just revoked. */
  public void forget(KeyId id) {
    keys.forget(id);
  }

  private static boolean isBearer(String header) {
    return header.length() > SCHEME.length()
        && header.substring(0, SCHEME.length()).toLowerCase(Locale.ROOT).equals(SCHEME);
  }

  private static CairnException.Unauthorized missing() {
    return new CairnException.Unauthorized(
        "unauthorized", "no credentials", "send Authorization: Bearer and an API key or a JWT");
  }

  private Principal byKey(String text) {
    var key = keys.find(text);
    return new Principal(
        key.subject(),
        user(key.subject(), key.roles()),
        key.roles(),
        Optional.of(key.id()),
        key.expiresAt());
  }

  private Principal byToken(String text) {
    var token =
        tokens
            .orElseThrow(() ->
                new CairnException.Unauthorized(
                    "unauthorized", "this server takes no tokens", "send an API key"))
            .verify(text);
    return new Principal(
        token.subject(),
        user(token.subject(), token.roles()),
        token.roles(),
        Optional.empty(),
        Optional.of(token.expiresAt()));
  }

  private UserId user(String subject, SortedSet<String> roles) {
    if (seen.size() > SEEN_MAX) {
      seen.clear();
    }
    return seen.computeIfAbsent(
        new Seen(subject, roles), it -> identities.seen(it.subject(), it.roles()).id());
  }
}
