package dev.cairn.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A JSON number: an exact decimal, held as its canonical text. */
public final class JsonNumber implements Json {
  /** The longest canonical text of a number, in characters. */
  public static final int LENGTH_MAX = 1_000;

  private static final int BITS_MAX = 4 * LENGTH_MAX;

  private final String text;

  private JsonNumber(String text) {
    this.text = text;
  }

  /** The number {@code value}. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * The number {@code value}.
   *
   * @throws JsonException with code {@code number_too_long}
   */
  public static JsonNumber of(BigInteger value) {
    // Printing takes more than linear time, so what is hopeless is not printed.
    if (value.bitLength() > BITS_MAX) {
      throw Decimal.tooLong();
    }
    return fromText(value.toString());
  }

  /**
   * The exact value of {@code value}: 1.50 and 1.5 are the same number.
   *
   * @throws JsonException with code {@code number_too_long}
   */
  public static JsonNumber of(BigDecimal value) {
    return fromText(value.toString());
  }

  /**
   * The shortest decimal that reads back as {@code value}.
   *
   * @throws JsonException with code {@code not_finite} for NaN and the infinities
   */
  public static JsonNumber of(double value) {
    return new JsonNumber(Decimal.shortest(value));
  }

  /** Takes a text that is already known to be a JSON number. */
  static JsonNumber fromText(String text) {
    return new JsonNumber(Decimal.canonical(text));
  }

  /** The exact value. */
  public BigDecimal toBigDecimal() {
    return new BigDecimal(text);
  }

  /** The nearest double, which may be less exact or infinite. */
  public double toDouble() {
    return Double.parseDouble(text);
  }

  long toLong() {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw JsonException.wrongType("a whole number of 64 bits", this);
    }
  }

  int toInt() {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw JsonException.wrongType("a whole number of 32 bits", this);
    }
  }

  @Override
  public JsonNumber asNumber() {
    return this;
  }

  @Override
  public String canonical() {
    return text;
  }

  @Override
  public int byteCount() {
    return text.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
