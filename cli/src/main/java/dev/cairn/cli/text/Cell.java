package dev.cairn.cli.text;

import dev.cairn.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A text in a table, made harmless, in an ink, at the left or the right of its column. */
public record Cell(String text, Ink ink, Side side) {
  private static final int COLUMNS_MAX = 72;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** Where the text stands. */
  public enum Side {
    LEFT,
    RIGHT
  }

  public static Cell of(String text) {
    return new Cell(Visible.of(text, COLUMNS_MAX), Ink.PLAIN, Side.LEFT);
  }

  public static Cell of(long number) {
    return new Cell(Long.toString(number), Ink.PLAIN, Side.RIGHT);
  }

  /** A number with one digit after the point. */
  public static Cell of(double number) {
    return new Cell(String.format(Locale.ROOT, "%.1f", number), Ink.PLAIN, Side.RIGHT);
  }

  public static Cell of(Status status) {
    return new Cell(status.toString(), Ink.of(status), Side.LEFT);
  }

  /** A time in UTC, to the second. */
  public static Cell of(Instant time) {
    return new Cell(TIME.format(time), Ink.PLAIN, Side.LEFT);
  }

  public Cell in(Ink other) {
    return new Cell(text, other, side);
  }

  public Cell right() {
    return new Cell(text, ink, Side.RIGHT);
  }
}
