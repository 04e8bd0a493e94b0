package dev.cairn.json;

/**
 * A JSON string.
 *
 * @param value the text, without U+0000 and lone surrogates
 */
public record JsonString(String value) implements Json {
  /**
   * Checks that every store can hold the text.
   *
   * @throws JsonException with code {@code nul_character} or {@code lone_surrogate}
   */
  public JsonString {
    Text.checkPortable(value);
  }

  @Override
  public String asString() {
    return value;
  }

  @Override
  public int byteCount() {
    return Text.quotedLength(value);
  }

  @Override
  public String toString() {
    return canonical();
  }
}
