package dev.cairn.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CairnException;
import dev.cairn.Feed.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;

/** A connection over which a server sends events. One thread reads it; any may close it. */
final class EventConnection implements AutoCloseable {
  private final InputStream stream;
  private final BufferedReader lines;
  private volatile long heard = System.nanoTime();

  private EventConnection(InputStream stream) {
    this.stream = stream;
    this.lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
  }

  /**
   * Connects. The server follows the feed from before this returns.
   *
   * @throws IOException when the server cannot be reached now
   * @throws CairnException when it refuses
   */
  static EventConnection open(Exchange exchange, String where, Optional<Position> after)
      throws IOException {
    var call = Call.get("/stream").with("where", where);
    var resuming = after.map(it -> call.header("Last-Event-ID", it.text())).orElse(call);
    return new EventConnection(exchange.open(resuming));
  }

  /**
   * What comes next.
   *
   * @throws IOException when the connection is lost
   */
  ServerEvent next() throws IOException {
    var event = ServerEvent.read(lines).orElseThrow(() -> new IOException("the stream ended"));
    heard = System.nanoTime();
    return event;
  }

  /** How long the server has said nothing, in nanoseconds. */
  long silence() {
    return System.nanoTime() - heard;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException gone) {
      // It is what was wanted.
    }
  }
}
