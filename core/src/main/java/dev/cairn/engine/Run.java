package dev.cairn.engine;

import dev.cairn.flow.Spot;

/** A token that is being driven by a thread of this process. */
final class Run {
  private final Thread thread;
  private long at;
  private boolean inHandler;
  private boolean called;
  private boolean abandoned;

  Run(Thread thread) {
    this.thread = thread;
  }

  /** Whoever moves the token away from here may interrupt the handler from now on. */
  synchronized void begins(Spot spot) {
    at = spot.at();
    inHandler = true;
    called = false;
  }

  /** The handler has ended: the thread goes on undisturbed. */
  synchronized void ends() {
    inHandler = false;
    if (called) {
      boolean interrupted = Thread.interrupted();
      called = !interrupted;
    }
  }

  /** The engine ends as by a crash: nothing more is said of this step. */
  synchronized void abandon() {
    abandoned = true;
    unlessAt(-1);
  }

  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Calls the handler off, unless the token is still where it began. */
  synchronized void unlessAt(long version) {
    if (inHandler && at != version) {
      called = true;
      thread.interrupt();
    }
  }
}
