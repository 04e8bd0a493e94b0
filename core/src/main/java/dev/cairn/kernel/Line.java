package dev.cairn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Puts callers in line so that many commits share one durable write. The first to come serves
 * itself and all who wait (flat combining: Hendler, Incze, Shavit and Tzafrir, 2010), then hands
 * the lead to the next in line. A lone caller thus does its own work, with no other thread to wait
 * for.
 */
final class Line<W> {
  /** A larger group gains little and makes its members wait. */
  private static final int GROUP_MAX = 128;

  private final ConcurrentLinkedQueue<Place<W>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean led = new AtomicBoolean();
  private final Semaphore writers;
  private final Consumer<List<W>> serve;

  /**
   * @param writers bounds how many lines are served at once
   * @param serve works for a group; it must not throw
   */
  Line(Semaphore writers, Consumer<List<W>> serve) {
    this.writers = writers;
    this.serve = serve;
  }

  /** Returns when {@code work} has been served. Interrupts are kept for the caller, not obeyed. */
  void pass(W work) {
    var place = new Place<>(work, Thread.currentThread());
    waiting.add(place);
    if (led.compareAndSet(false, true) || place.await() == Turn.LEAD) {
      lead(place);
    }
  }

  private void lead(Place<W> place) {
    while (place.turn != Turn.SERVED) {
      serveGroup();
    }
    handOver();
  }

  private void serveGroup() {
    writers.acquireUninterruptibly();
    try {
      var group = new ArrayList<Place<W>>();
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        group.add(next);
        if (group.size() == GROUP_MAX) {
          break;
        }
      }
      serve.accept(group.stream().map(it -> it.work).toList());
      group.forEach(it -> it.wake(Turn.SERVED));
    } finally {
      writers.release();
    }
  }

  private void handOver() {
    do {
      var next = waiting.peek();
      if (next != null) {
        next.wake(Turn.LEAD);
        return;
      }
      led.set(false);
      // Who came between the look and the release found the line led, and waits: look again.
    } while (!waiting.isEmpty() && led.compareAndSet(false, true));
  }

  private enum Turn {
    WAIT,
    LEAD,
    SERVED
  }

  private static final class Place<W> {
    final W work;
    final Thread owner;
    volatile Turn turn = Turn.WAIT;

    Place(W work, Thread owner) {
      this.work = work;
      this.owner = owner;
    }

    Turn await() {
      boolean interrupted = false;
      while (turn == Turn.WAIT) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        owner.interrupt();
      }
      return turn;
    }

    void wake(Turn next) {
      turn = next;
      LockSupport.unpark(owner);
    }
  }
}
