package dev.cairn.server.access;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.json.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * API keys as callers show them. What the store said of a key is believed for {@link #TRUST}: that
 * long a key works on after it was revoked, on whichever node. A key that the store does not know
 * is not remembered, so that a new one works at once. Safe for use by many threads.
 */
final class KeyRing {
  /** Half of the two seconds that are promised. */
  static final Duration TRUST = Duration.ofSeconds(1);

  private static final int REMEMBERED_MAX = 10_000;
  private static final Pattern TEXT = Pattern.compile(ApiKey.MARK + "[A-Za-z0-9_-]{43}");

  private final Identities identities;
  private final InstantSource clock;
  private final Map<Sha256, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  private record Known(ApiKey key, Instant asked) {}

  KeyRing(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  static boolean isKey(String text) {
    return text.startsWith(ApiKey.MARK);
  }

  /**
   * The key of this text.
   *
   * @throws CairnException.Unauthorized when there is none, or it is not good any more
   */
  ApiKey find(String text) {
    var now = clock.instant();
    var key = lookUp(text, now);
    if (key.revokedAt().isPresent()) {
      throw new CairnException.Unauthorized(
          "key_revoked", "the key " + key.prefix() + "… was revoked", "ask for another");
    }
    if (!key.isGood(now)) {
      throw new CairnException.Unauthorized(
          "key_expired", "the key " + key.prefix() + "… has expired", "ask for another");
    }
    return key;
  }

  private ApiKey lookUp(String text, Instant now) {
    var hash = Sha256.ofUtf8(text);
    var remembered = remembered(hash, now);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    if (!TEXT.matcher(text).matches()) {
      throw unknown();
    }
    // Not under the lock: a slow store must not keep out those whose keys are known.
    var key = identities.keyOf(text).orElseThrow(KeyRing::unknown);
    remember(hash, new Known(key, now));
    return key;
  }

  private synchronized Optional<ApiKey> remembered(Sha256 hash, Instant now) {
    return Optional.ofNullable(known.get(hash))
        .filter(it -> now.isBefore(it.asked().plus(TRUST)))
        .map(Known::key);
  }

  /** Asks the store the next time that this key is shown. */
  synchronized void forget(KeyId id) {
    known.values().removeIf(it -> it.key().id().equals(id));
  }

  private synchronized void remember(Sha256 hash, Known it) {
    known.put(hash, it);
    if (known.size() > REMEMBERED_MAX) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private static CairnException.Unauthorized unknown() {
    return new CairnException.Unauthorized(
        "unauthorized", "nobody has this key", "send a key that was made for this store");
  }
}
