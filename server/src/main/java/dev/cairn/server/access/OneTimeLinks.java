package dev.cairn.server.access;

import dev.cairn.Secrets;
import dev.cairn.json.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that let somebody in once, for a link on the terminal to the console. They are kept as
 * hashes in this process only, and end with it. Safe for use by many threads.
 */
public final class OneTimeLinks {
  private static final int OPEN_MAX = 100;

  private final InstantSource clock;
  private final Duration goodFor;
  private final Map<Sha256, Issued> open = new HashMap<>();

  private record Issued(Principal principal, Instant until) {}

  /**
   * No links yet.
   *
   * @param goodFor how long a token can be used
   */
  public OneTimeLinks(Duration goodFor, InstantSource clock) {
    this.goodFor = goodFor;
    this.clock = clock;
  }

  /** A token for somebody: 43 letters, digits, {@code -} and {@code _}. */
  public synchronized String issue(Principal principal) {
    var now = clock.instant();
    open.values().removeIf(it -> !now.isBefore(it.until()));
    if (open.size() >= OPEN_MAX) {
      open.clear();
    }
    var token = Secrets.next();
    open.put(Sha256.ofUtf8(token), new Issued(principal, now.plus(goodFor)));
    return token;
  }

  /** Whom a token was for; only the first who asks is told. */
  public synchronized Optional<Principal> redeem(String token) {
    return Optional.ofNullable(open.remove(Sha256.ofUtf8(token)))
        .filter(it -> clock.instant().isBefore(it.until()))
        .map(Issued::principal);
  }
}
