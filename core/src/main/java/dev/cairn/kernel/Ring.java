package dev.cairn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What happened last, kept once for all subscribers within a bound. Happenings are numbered as they
 * come; whoever is too slow finds that the number it wants is gone. Safe for use by many threads.
 */
final class Ring {
  private static final int COUNT_MAX = 4_096;

  private final long weightMax;
  private final Happening[] slots = new Happening[COUNT_MAX];
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /** Behind all that is not kept any more. */
  private Marks start;

  private long first;
  private long next;
  private long weight;
  private boolean open = true;

  Ring(Marks start, long weightMax) {
    this.start = start;
    this.weightMax = weightMax;
  }

  /** Adds what happened, and wakes all who wait for it. */
  void add(List<Happening> happenings) {
    lock.lock();
    try {
      for (var happening : happenings) {
        if (next - first == COUNT_MAX) {
          dropOldest();
        }
        slots[slot(next++)] = happening;
        weight += happening.weight();
      }
      while (weight > weightMax && first < next) {
        dropOldest();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps nothing: whoever has not read it yet reads the log. */
  void clear() {
    lock.lock();
    try {
      while (first < next) {
        dropOldest();
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    var oldest = slots[slot(first++)];
    start = start.with(oldest.entry());
    weight -= oldest.weight();
  }

  private static int slot(long number) {
    return (int) (number % COUNT_MAX);
  }

  /** Behind which marks this begins. */
  Marks start() {
    lock.lock();
    try {
      return start;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The number of the first happening that is kept, for one who has seen all before it in these
   * lanes; empty when there is more to be read before.
   */
  Optional<Long> join(Marks seen, List<Integer> lanes) {
    lock.lock();
    try {
      return lanes.stream().allMatch(lane -> seen.reaches(lane, start))
          ? Optional.of(first)
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** What a reader finds. */
  sealed interface Found {
    /** Some happenings, or none when the wait was over first. */
    record Some(List<Happening> happenings) implements Found {}

    /** What it wants is not kept any more. */
    record Overrun() implements Found {}
  }

  /**
   * The happenings from a number on, at most {@code limit}; waits until there is one.
   *
   * @param nanos how long to wait
   * @param wanted whether to wait on; asked after every {@link #wake}
   */
  Found read(long from, int limit, long nanos, BooleanSupplier wanted) {
    lock.lock();
    try {
      long left = nanos;
      while (from == next && open && left > 0 && wanted.getAsBoolean()) {
        left = more.awaitNanos(left);
      }
      return from < first ? new Found.Overrun() : some(from, limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Found.Some(List.of());
    } finally {
      lock.unlock();
    }
  }

  private Found some(long from, int limit) {
    var some = new ArrayList<Happening>();
    for (long number = from; number < next && some.size() < limit; number++) {
      some.add(slots[slot(number)]);
    }
    return new Found.Some(some);
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all who wait, so that they look around. */
  void wake() {
    lock.lock();
    try {
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more; wakes all who wait. */
  void close() {
    lock.lock();
    try {
      open = false;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
