package dev.cairn.server.oidc;

import dev.cairn.CairnException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows the provider. It is asked when somebody signs in first and then each hour, so that a server
 * starts and runs without it; where it does not answer, not more often than each {@link #PAUSE}.
 * Safe for use by many threads.
 */
final class Discovery {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final OidcSettings settings;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Provider> known = Optional.empty();
  private Instant askAgain = Instant.MIN;

  Discovery(OidcSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The provider, as it said last that it is.
   *
   * @throws CairnException.Unavailable when it never said
   */
  Provider provider() {
    lock.lock();
    try {
      var now = clock.instant();
      if (!now.isBefore(askAgain)) {
        ask(now);
      }
      return known.orElseThrow(() -> away("does not say how to sign in there"));
    } finally {
      lock.unlock();
    }
  }

  private void ask(Instant now) {
    askAgain = now.plus(PAUSE);
    try {
      known = Optional.of(Provider.discover(settings, clock, known));
      askAgain = now.plus(KEPT);
    } catch (IOException failed) {
      if (known.isEmpty()) {
        throw away("cannot be used: " + failed.getMessage());
      }
    }
  }

  static CairnException.Unavailable away(String what) {
    return new CairnException.Unavailable(
        "the identity provider " + what, "try again later, or sign in with a key");
  }
}
