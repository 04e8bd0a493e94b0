package dev.cairn.server.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests that were accepted and not yet answered, so that stopping can wait. */
final class InFlight {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
  private int count;
  private boolean draining;

  /** Counts a request; answers false once no more are accepted. */
  boolean enter() {
    lock.lock();
    try {
      if (!draining) {
        count++;
      }
      return !draining;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      count--;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that this thread's request has no end of its own. */
  void streaming() {
    streams.add(Thread.currentThread());
    if (isDraining()) {
      Thread.currentThread().interrupt();
    }
  }

  void streamed() {
    streams.remove(Thread.currentThread());
  }

  private boolean isDraining() {
    lock.lock();
    try {
      return draining;
    } finally {
      lock.unlock();
    }
  }

  /** Accepts no more, ends streams, and waits for the rest; answers whether all have left. */
  boolean drain(Duration patience) {
    lock.lock();
    try {
      draining = true;
      streams.forEach(Thread::interrupt);
      long left = patience.toNanos();
      while (count > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return count == 0;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
