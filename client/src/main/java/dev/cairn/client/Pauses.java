package dev.cairn.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** How long to wait before something is tried again. Safe for use by many threads. */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 10;

  private final RandomGenerator random;

  Pauses(RandomGenerator random) {
    this.random = random;
  }

  /** Waits as long as was asked for, or else twice as long after each attempt, with jitter. */
  void before(int attempt, Optional<Duration> asked) {
    pause(asked.orElseGet(() -> FIRST.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS))));
  }

  /** Waits a little, longer the more often others were faster. */
  void afterConflict(int attempt) {
    pause(Duration.ofMillis(Math.min(attempt, 20)));
  }

  private void pause(Duration longest) {
    long most = Math.min(longest.toNanos(), LONGEST.toNanos());
    long end = System.nanoTime() + most / 2 + jitter(most / 2 + 1);
    long left = end - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
  }

  private long jitter(long bound) {
    synchronized (random) {
      return random.nextLong(bound);
    }
  }

  /** What a server says in Retry-After, in seconds. */
  static Optional<Duration> asked(Reply reply) {
    return reply
        .header("Retry-After")
        .filter(it -> it.matches("[0-9]{1,6}"))
        .map(it -> Duration.ofSeconds(Long.parseLong(it)));
  }
}
