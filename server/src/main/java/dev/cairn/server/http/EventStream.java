package dev.cairn.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Server-sent events on their way to one reader. Events are written by the thread of the request
 * alone, and each is handed to the network at once; a reader that does not read makes the write
 * wait, until it is cut off.
 */
public final class EventStream {
  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends an event.
   *
   * @param id what the reader names to go on after this event; without line breaks
   * @throws IOException when the reader has gone, or was cut off
   */
  public void send(Optional<String> id, String event, Json data) throws IOException {
    var text = new StringBuilder();
    id.ifPresent(it -> text.append("id: ").append(it).append('\n'));
    // The canonical form is one line: a line break inside a string is escaped.
    text.append("event: ").append(event).append("\ndata: ").append(data.canonical()).append("\n\n");
    write(text.toString());
  }

  /**
   * Moves the reader's position, which it names when it connects again; no event comes of it. It
   * also keeps the connection alive, and finds out if it still is.
   */
  public void position(String id) throws IOException {
    write("id: " + id + "\n\n");
  }

  /** Sends what readers pass over: it keeps the connection alive, and finds out if it still is. */
  public void comment(String text) throws IOException {
    write(": " + text + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
