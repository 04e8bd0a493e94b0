package dev.cairn.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Cuts off a reader that does not read: a write that waits for it too long is its last. */
final class WatchedStream extends FilterOutputStream {
  private final Watchdog watchdog;

  WatchedStream(OutputStream out, Watchdog watchdog) {
    super(out);
    this.watchdog = watchdog;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try (var watch = watchdog.watching()) {
      out.write(bytes, from, count);
    }
  }

  @Override
  public void flush() throws IOException {
    try (var watch = watchdog.watching()) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (var watch = watchdog.watching()) {
      out.close();
    }
  }
}
