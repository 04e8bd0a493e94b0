package dev.cairn.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.MathContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rule of docs/integrity.md, written from that page alone: no class of Cairn is used. Objects
 * are {@link Map}s, arrays {@link List}s, numbers {@link BigDecimal}s, null is {@link Null}.
 */
final class PlainJson {
  private final String text;
  private int at;

  enum Null {
    NULL
  }

  private PlainJson(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    return new PlainJson(text).value();
  }

  @SuppressWarnings("unchecked") // Objects are made here, and nowhere with other keys.
  static Map<String, Object> parseObject(String text) {
    return (Map<String, Object>) parse(text);
  }

  static String hash(Object value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(canonical(value).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static String canonical(Object value) {
    return switch (value) {
      case Map<?, ?> object ->
          // Keys are ordered by UTF-16 code units, which is the order of String.
          new TreeMap<Object, Object>(object)
              .entrySet().stream()
                  .map(it -> quoted((String) it.getKey()) + ":" + canonical(it.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case List<?> array ->
          array.stream().map(PlainJson::canonical).collect(Collectors.joining(",", "[", "]"));
      case String string -> quoted(string);
      case BigDecimal number -> number(number);
      case Boolean bool -> bool.toString();
      case Null none -> "null";
      default -> throw new AssertionError(value);
    };
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = "\"\\\b\f\n\r\t".indexOf(c);
      if (known >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(known));
      } else if (c < ' ') {
        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    double nearest = value.doubleValue();
    if (nearest != 0 && Double.isFinite(nearest)) {
      var shortest = shortest(nearest);
      if (shortest.compareTo(value) == 0) {
        return likeEcmaScript(shortest);
      }
    }
    return value.stripTrailingZeros().toPlainString();
  }

  /** The decimal with the fewest digits that reads back as the double, and of those the nearest. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; ; digits++) {
      var rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
  }

  private static String likeEcmaScript(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    var digits = stripped.unscaledValue().abs().toString();
    int exponent = digits.length() - stripped.scale() - 1;
    if (exponent > -7 && exponent < 21) {
      return stripped.toPlainString();
    }
    var sign = value.signum() < 0 ? "-" : "";
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
  }

  private Object value() {
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", Null.NULL);
      default -> number();
    };
  }

  private Object object() {
    var object = new TreeMap<String, Object>();
    at++;
    while (next() != '}') {
      var key = string();
      next();
      object.put(key, value());
      next();
    }
    at++;
    return object;
  }

  private Object array() {
    var array = new ArrayList<Object>();
    at++;
    while (next() != ']') {
      array.add(value());
    }
    at++;
    return array;
  }

  /** Passes over separators: what is read here is known to be JSON. */
  private char next() {
    while (" \n,:".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.charAt(at);
  }

  private String string() {
    var out = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
      } else if (text.charAt(++at) == 'u') {
        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        int known = "bfnrt".indexOf(text.charAt(at));
        out.append(known < 0 ? text.charAt(at) : "\b\f\n\r\t".charAt(known));
      }
    }
    at++;
    return out.toString();
  }

  private Object word(String word, Object meaning) {
    at += word.length();
    return meaning;
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return new BigDecimal(text.substring(start, at));
  }
}
