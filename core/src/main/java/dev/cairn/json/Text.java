package dev.cairn.json;

import dev.cairn.json.JsonException.Code;

/** What strings and keys may hold, and how long they are in the canonical form. */
final class Text {
  private Text() {}

  /** Refuses what not every store can hold. */
  static void checkPortable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new JsonException(
            Code.NUL_CHARACTER, "a text holds U+0000: remove it, or encode the text");
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          throw new JsonException(
              Code.LONE_SURROGATE,
              "a text holds half a character, \\u%04x: send the whole pair".formatted((int) c));
        }
        i++;
      }
    }
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  /** Bytes of the UTF-8 form; half a character counts two. */
  static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      length += extraBytes(text.charAt(i));
    }
    return length;
  }

  /** Bytes of the canonical form, quotes included. */
  static int quotedLength(String text) {
    long length = 2L + text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? escapedLength(c) - 1 : extraBytes(c);
    }
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  private static int escapedLength(char ascii) {
    if (ascii >= ' ') {
      return ascii == '"' || ascii == '\\' ? 2 : 1;
    }
    return shortEscape(ascii) == 0 ? 6 : 2;
  }

  /** The letter after the backslash, or 0 if there is no short escape for this character. */
  static char shortEscape(char c) {
    return switch (c) {
      case '\b' -> 'b';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\f' -> 'f';
      case '\r' -> 'r';
      case '"', '\\' -> c;
      default -> 0;
    };
  }

  /** The bytes of a UTF-16 unit in UTF-8 beyond its first; each half of a pair has two. */
  private static int extraBytes(char c) {
    if (c < 0x80) {
      return 0;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
  }
}
