package dev.cairn.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/**
 * A block of server-sent events: the fields of it that Cairn uses.
 *
 * @param id where the stream goes on after it
 * @param name of the event; empty where the block only moves the position or keeps alive
 */
record ServerEvent(Optional<String> id, Optional<String> name, String data) {

  /** Reads up to the next empty line; empty at the end of the stream. A half block is none. */
  static Optional<ServerEvent> read(BufferedReader lines) throws IOException {
    Optional<String> id = Optional.empty();
    Optional<String> name = Optional.empty();
    var data = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        return Optional.of(new ServerEvent(id, name, data.toString()));
      }
      int colon = line.indexOf(':');
      var field = colon < 0 ? line : line.substring(0, colon);
      var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "id" -> id = Optional.of(value);
        case "event" -> name = Optional.of(value);
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {
          // Comments, and fields that are none of ours.
        }
      }
    }
    return Optional.empty();
  }
}
