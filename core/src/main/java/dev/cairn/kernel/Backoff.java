package dev.cairn.kernel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Waits before another try: longer each time, and by chance, so that rivals do not meet again. */
final class Backoff {
  private static final int DOUBLINGS_MAX = 8;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Waits up to {@code first}, doubled for every attempt after 1; not at all for 0 and before. */
  void pause(int attempt, Duration first) {
    if (attempt > 0) {
      long most = first.toNanos() << Math.min(attempt - 1, DOUBLINGS_MAX);
      LockSupport.parkNanos(nextLong(most));
    }
  }

  private synchronized long nextLong(long most) {
    return random.nextLong(most) + 1;
  }
}
