package dev.cairn.kernel;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A look at what others may have changed. Many who want to look at once share one look: each is
 * content with any that began after it asked. Safe for use by many threads.
 */
final class Look {
  private final Runnable body;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long begun;
  private long ended;

  /**
   * @param body looks; never called by two threads at once
   */
  Look(Runnable body) {
    this.body = body;
  }

  /** Returns when a look has ended that began after this was called. */
  void take() {
    long wanted = begun + 1;
    lock.lock();
    try {
      if (ended < wanted) {
        begun = ended + 1;
        body.run();
        ended = begun;
      }
    } finally {
      lock.unlock();
    }
  }
}
