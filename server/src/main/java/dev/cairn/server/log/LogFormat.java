package dev.cairn.server.log;

import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;

/** How a line of the log is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For programs: one document on each line. */
  JSON;

  String line(Instant at, Level level, String message, JsonObject fields) {
    return switch (this) {
      case TEXT -> text(at, level, message, fields);
      case JSON -> json(at, level, message, fields).canonical();
    };
  }

  private static String text(Instant at, Level level, String message, JsonObject fields) {
    var line = new StringBuilder(Times.format(at)).append(' ').append(level).append(' ');
    line.append(message);
    // Values are JSON, in which a line break is escaped: nobody can forge a line.
    fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.toString();
  }

  private static JsonObject json(Instant at, Level level, String message, JsonObject fields) {
    var line = JsonObject.builder();
    fields.forEach(line::put);
    return line.put("time", Json.of(Times.format(at)))
        .put("level", Json.of(level.toString().toLowerCase(Locale.ROOT)))
        .put("message", Json.of(message))
        .build();
  }
}
