package dev.cairn.server.log;

import dev.cairn.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The log of a server. It holds no state bodies and no secrets: what is told is chosen where it
 * happens. Safe for use by many threads.
 */
public final class Journal {
  private final LogFormat format;
  private final InstantSource clock;
  private final Consumer<String> out;

  /** A log whose lines go to {@code out}, which must take them from many threads. */
  public Journal(LogFormat format, InstantSource clock, Consumer<String> out) {
    this.format = format;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Writes a line.
   *
   * @param message the same words each time, so that lines can be found and counted
   * @param fields what differs
   */
  public void write(Level level, String message, JsonObject fields) {
    out.accept(format.line(clock.instant(), level, message, fields));
  }
}
