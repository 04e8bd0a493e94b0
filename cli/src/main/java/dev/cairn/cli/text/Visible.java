package dev.cairn.cli.text;

import java.util.Locale;

/**
 * Makes foreign text fit to be shown: whatever a terminal would obey, or would hide, becomes
 * something that can be seen. Titles and reasons come from anyone.
 */
public final class Visible {
  private static final int PICTURES = 0x2400;

  private Visible() {}

  /** The text on one line, with control, format and private characters made visible. */
  public static String of(String text) {
    if (text.codePoints().allMatch(Visible::isPlain)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  /** Like {@link #of}, and at most so many columns wide. */
  public static String of(String text, int columns) {
    return cut(of(text), columns);
  }

  /** JSON that means the same, with the characters that terminals obey written as escapes. */
  public static String json(String json) {
    if (json.codePoints().allMatch(Visible::isPlain)) {
      return json;
    }
    var shown = new StringBuilder();
    // Canonical JSON has such characters within strings only, where an escape may stand.
    json.chars()
        .forEach(c -> {
          if (isPlain(c) || Character.isSurrogate((char) c)) {
            shown.append((char) c);
          } else {
            shown.append("\\u%04x".formatted(c));
          }
        });
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    if (isPlain(point)) {
      shown.appendCodePoint(point);
    } else if (point < ' ') {
      shown.appendCodePoint(PICTURES + point);
    } else {
      shown.append("\\u").append("%04x".formatted(point).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** How many columns a terminal gives to a text without control characters. */
  public static int width(String text) {
    return text.codePoints().map(Visible::width).sum();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0x1F300 && point <= 0x1FAFF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }

  private static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    var kept = new StringBuilder();
    int used = 1;
    for (int point : text.codePoints().toArray()) {
      used += width(point);
      if (used > columns) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.append('…').toString();
  }
}
