package dev.cairn.json;

import dev.cairn.json.JsonException.Code;

/**
 * A positive decimal: 0.DIGITS times ten to the power of {@code point}.
 *
 * @param digits the significant digits, neither first nor last of them zero; empty for zero
 * @param point how many digits stand before the decimal point; not positive if it comes first
 */
record Decimal(String digits, long point) {
  /** Every decimal of so many digits reads back from the double nearest to it (in range). */
  private static final int DIGITS_SAFE = 15;

  /** No double needs more digits than these. */
  private static final int DIGITS_OF_DOUBLE = 17;

  private static final int POINT_SAFE = 290;
  private static final int POINT_OF_DOUBLE = 400;

  /** RFC 8785 prints smaller whole numbers without an exponent. */
  private static final int WHOLE_DIGITS = 20;

  private static final long EXPONENT_CEILING = 1_000_000_000_000L;

  /** The canonical text of a number in JSON's or BigDecimal's notation. */
  static String canonical(String text) {
    if (text.length() <= WHOLE_DIGITS && isWhole(text)) {
      return text;
    }
    Decimal value = parse(text);
    if (value.digits.isEmpty()) {
      return "0";
    }
    String sign = text.charAt(0) == '-' ? "-" : "";
    return sign + (value.survivesDouble() ? value.print() : value.plain());
  }

  /** As RFC 8785 prints the double. */
  static String shortest(double value) {
    if (!Double.isFinite(value)) {
      throw new JsonException(
          Code.NOT_FINITE, value + " is not a JSON number: use null or a string");
    }
    if (value == 0) {
      return "0";
    }
    return (value < 0 ? "-" : "") + ofDouble(Math.abs(value)).print();
  }

  static JsonException tooLong() {
    return new JsonException(
        Code.NUMBER_TOO_LONG,
        "a number has more than %d characters in plain notation: send it as a string"
            .formatted(JsonNumber.LENGTH_MAX));
  }

  private static boolean isWhole(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    if (start == 1 && text.charAt(1) == '0') {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Decimal parse(String text) {
    var digits = new StringBuilder(text.length());
    int end = text.length();
    int whole = -1;
    long exponent = 0;
    for (int i = text.charAt(0) == '-' ? 1 : 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        whole = digits.length();
      } else if (c == 'e' || c == 'E') {
        exponent = exponent(text, i + 1);
        break;
      } else {
        digits.append(c);
      }
    }
    return trimmed(digits.toString(), (whole < 0 ? digits.length() : whole) + exponent);
  }

  private static long exponent(String text, int from) {
    char sign = text.charAt(from);
    long value = 0;
    for (int i = sign == '-' || sign == '+' ? from + 1 : from; i < text.length(); i++) {
      value = Math.min(value * 10 + (text.charAt(i) - '0'), EXPONENT_CEILING);
    }
    return sign == '-' ? -value : value;
  }

  private static Decimal trimmed(String digits, long point) {
    int start = 0;
    int end = digits.length();
    while (start < end && digits.charAt(start) == '0') {
      start++;
    }
    while (end > start && digits.charAt(end - 1) == '0') {
      end--;
    }
    return new Decimal(digits.substring(start, end), point - start);
  }

  /** Whether the double nearest to this prints as this very value. */
  private boolean survivesDouble() {
    if (digits.length() > DIGITS_OF_DOUBLE || Math.abs(point) > POINT_OF_DOUBLE) {
      return false;
    }
    if (digits.length() <= DIGITS_SAFE && Math.abs(point) < POINT_SAFE) {
      return true;
    }
    double nearest = nearestDouble();
    return nearest != 0 && Double.isFinite(nearest) && ofDouble(nearest).equals(this);
  }

  private double nearestDouble() {
    return Double.parseDouble("0." + digits + "E" + point);
  }

  private static Decimal ofDouble(double positive) {
    Decimal shortest = parse(Double.toString(positive));
    if (shortest.digits.length() != 2) {
      return shortest;
    }
    // Java never prints fewer than two digits, though one may do: 4.9E-324 is 5e-324.
    int rounded = (Integer.parseInt(shortest.digits) + 5) / 10;
    long point = rounded == 10 ? shortest.point + 1 : shortest.point;
    Decimal shorter = new Decimal(rounded == 10 ? "1" : Integer.toString(rounded), point);
    return shorter.nearestDouble() == positive ? shorter : shortest;
  }

  /** The notation of RFC 8785, which is ECMAScript's. */
  private String print() {
    if (point > -6 && point <= 21) {
      return plain();
    }
    long exponent = point - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
  }

  private String plain() {
    if (plainLength() > JsonNumber.LENGTH_MAX) {
      throw tooLong();
    }
    int at = (int) point;
    if (at <= 0) {
      return "0." + "0".repeat(-at) + digits;
    }
    if (at >= digits.length()) {
      return digits + "0".repeat(at - digits.length());
    }
    return digits.substring(0, at) + "." + digits.substring(at);
  }

  private long plainLength() {
    if (point <= 0) {
      return "0.".length() - point + digits.length();
    }
    return point >= digits.length() ? point : digits.length() + 1L;
  }
}
