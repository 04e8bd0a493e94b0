package dev.cairn.context;

import dev.cairn.InstanceId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets the writers of one context take turns, so that they do not run into each other's versions. A
 * courtesy, not a guard: who has waited long enough goes ahead, and the version check decides.
 */
final class Turns {
  private static final int STRIPES = 64;
  private static final long PATIENCE_MS = 200;

  private final ReentrantLock[] locks =
      Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toArray(ReentrantLock[]::new);

  <T> T take(InstanceId id, Supplier<T> work) {
    var lock = locks[Math.floorMod(id.hashCode(), STRIPES)];
    boolean mine = isMine(lock);
    try {
      return work.get();
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }

  private static boolean isMine(ReentrantLock lock) {
    try {
      return lock.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException goAhead) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
