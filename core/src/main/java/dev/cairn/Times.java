package dev.cairn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Times as Cairn writes them everywhere: RFC 3339 in UTC with exactly six digits of a second, such
 * as {@code 2026-01-31T09:30:00.000000Z}. Both databases keep microseconds.
 */
public final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  public static String format(Instant time) {
    return FORMAT.format(time);
  }

  /** Reads what {@link #format} wrote, and any other RFC 3339 time. */
  public static Instant parse(String text) {
    return Instant.parse(text);
  }

  /** The same time without what Cairn does not keep. */
  public static Instant truncate(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** Microseconds since 1970, as the databases keep them. */
  public static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  public static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
