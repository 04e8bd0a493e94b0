package dev.cairn.server.http;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends reads and writes that take too long. A thread that waits for the other side is interrupted,
 * which closes its connection: the channels of the web server have no timeout.
 */
final class Watchdog implements AutoCloseable {
  private static final int SWEEPS = 4;

  private final ConcurrentHashMap<Thread, Long> deadlines = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final long patience;

  Watchdog(Duration patience) {
    this.patience = patience.toNanos();
    Thread.ofVirtual().name("cairn-watchdog").start(this::sweep);
  }

  /** Begins to watch the current thread. */
  void watch() {
    deadlines.put(Thread.currentThread(), System.nanoTime() + patience);
  }

  /** Ends watching; answers false when the thread took too long and its connection is lost. */
  boolean release() {
    return deadlines.remove(Thread.currentThread()) != null;
  }

  /** Watches the current thread until it is closed. */
  Watch watching() {
    watch();
    return () -> {
      if (!release()) {
        throw new CloseConnectionException("what was to be read did not arrive");
      }
    };
  }

  /** Ends watching. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private void sweep() {
    try {
      while (!stopped.await(patience / SWEEPS, TimeUnit.NANOSECONDS)) {
        interruptLate(System.nanoTime());
      }
    } catch (InterruptedException hurried) {
      // Nobody watches any more; the thread ends, which is all that is left to do.
    }
  }

  /** Who removes the entry has the say: a thread that was released in time is left alone. */
  private void interruptLate(long now) {
    deadlines.forEach((thread, deadline) -> {
      if (deadline - now < 0 && deadlines.remove(thread, deadline)) {
        thread.interrupt();
      }
    });
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
