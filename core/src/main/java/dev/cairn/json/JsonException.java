package dev.cairn.json;

import java.util.Locale;

/** A document, value, pointer or patch that is refused; the message says where and why. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 60;

  /** The kinds of refusal. */
  enum Code {
    MALFORMED,
    DUPLICATE_KEY,
    NUL_CHARACTER,
    LONE_SURROGATE,
    TOO_DEEP,
    TOO_LARGE,
    NUMBER_TOO_LONG,
    NOT_FINITE,
    WRONG_TYPE,
    MISSING_MEMBER,
    BAD_POINTER,
    BAD_PATCH,
    PATCH_FAILED
  }

  private final Code code;

  JsonException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * What is wrong, for programs; these words do not change: malformed, duplicate_key,
   * nul_character, lone_surrogate, too_deep, too_large, number_too_long, not_finite, wrong_type,
   * missing_member, bad_pointer, bad_patch, patch_failed.
   */
  public String code() {
    return code.name().toLowerCase(Locale.ROOT);
  }

  /** The same refusal, saying where. */
  JsonException at(String place) {
    return as(code, place);
  }

  /** The same reason for another refusal, saying where. */
  JsonException as(Code other, String place) {
    var placed = new JsonException(other, getMessage() + " (" + place + ")");
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  static JsonException wrongType(String expected, Json actual) {
    return new JsonException(
        Code.WRONG_TYPE, "expected %s, but this is %s".formatted(expected, describe(actual)));
  }

  static JsonException tooDeep(int limit) {
    return new JsonException(
        Code.TOO_DEEP,
        "objects and arrays nest deeper than %d: flatten the document".formatted(limit));
  }

  /** A text as it may be shown: in quotes, printable, not too long. */
  static String quote(String text) {
    var shown = new StringBuilder("\"");
    text.chars().limit(SHOWN_MAX).forEach(c -> shown.append(isPlain(c) ? (char) c : '?'));
    return shown.append(text.length() > SHOWN_MAX ? "…\"" : "\"").toString();
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c != 0x7F && !Character.isSurrogate((char) c);
  }

  private static String describe(Json value) {
    return switch (value) {
      case JsonObject o -> "an object";
      case JsonArray a -> "an array";
      case JsonString s -> "the string " + quote(s.value());
      case JsonNumber n -> "the number " + n;
      case JsonBoolean b -> b.toString();
      case JsonNull n -> "null";
    };
  }
}
