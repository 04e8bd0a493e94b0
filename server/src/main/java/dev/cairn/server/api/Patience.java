package dev.cairn.server.api;

import dev.cairn.server.http.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts off a reader that does not read: when a write waits for too long, the stream is cut. A
 * thread of its own looks from time to time, and ends with the stream.
 */
final class Patience implements AutoCloseable {
  private static final Duration WRITE_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final EventStream events;
  private final Thread thread = Thread.ofVirtual().name("cairn-patience").unstarted(this::run);

  /** When the write began that is under way, if one is. */
  private volatile OptionalLong began = OptionalLong.empty();

  private volatile boolean closed;

  Patience(EventStream events) {
    this.events = events;
    thread.start();
  }

  /** Something that is written to a reader. */
  interface Words {
    void write() throws IOException;
  }

  /** Writes, and is cut off when that takes too long. */
  void say(Words words) throws IOException {
    began = OptionalLong.of(System.nanoTime());
    try {
      words.write();
    } finally {
      began = OptionalLong.empty();
    }
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(this, LOOK.toNanos());
      var since = began;
      if (since.isPresent() && System.nanoTime() - since.getAsLong() > WRITE_MAX.toNanos()) {
        events.cut();
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
