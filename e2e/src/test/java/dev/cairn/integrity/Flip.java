package dev.cairn.integrity;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** The values that damage may put in the place of one. */
final class Flip {
  /** Where rows lie close together, one more is another row's. */
  private static final long FAR = 1_000;

  private static final String JSON = "{\"x\":1}";

  private Flip() {}

  static List<@Nullable Object> of(String column, String type, @Nullable Object value)
      throws SQLException {
    var others = new ArrayList<@Nullable Object>();
    switch (value) {
      case null -> others.add(something(column, type));
      case Number number -> others.add(number.longValue() + (column.equals("version") ? FAR : 1));
      case byte[] bytes -> others.add(lastBit(bytes));
      case UUID id ->
          others.add(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1));
      case String text -> others.addAll(texts(text));
      case PGobject json -> others.add(jsonb(otherJson(String.valueOf(json.getValue()))));
      default -> throw new IllegalArgumentException(column + " is a " + value.getClass());
    }
    if (value != null) {
      others.add(null);
    }
    return others;
  }

  private static Object something(String column, String type) throws SQLException {
    return switch (type.toLowerCase(java.util.Locale.ROOT)) {
      case "text" -> column.matches("context|step_data|tags|attributes|participants") ? JSON : "x";
      case "jsonb" -> jsonb(JSON);
      case "uuid" -> new UUID(1, 2);
      case "blob", "bytea" -> new byte[column.endsWith("_id") ? 16 : 32];
      default -> 1L;
    };
  }

  private static byte[] lastBit(byte[] bytes) {
    var other = bytes.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  private static List<String> texts(String text) {
    var places = text.length() < 20 ? new int[] {1} : new int[] {1, 2, 3};
    var others = new ArrayList<String>();
    for (int place : places) {
      others.add(other(text, text.length() * place / (places.length + 1)));
    }
    return others;
  }

  private static String other(String text, int at) {
    return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
  }

  /** Other text that is JSON still: the database takes nothing else. */
  private static String otherJson(String text) {
    for (int at = text.length() / 2; at < text.length(); at++) {
      var other = other(text, at);
      if (Character.isLetterOrDigit(text.charAt(at)) && isJson(other)) {
        return other;
      }
    }
    return JSON;
  }

  private static boolean isJson(String text) {
    try {
      Json.parse(text);
      return true;
    } catch (JsonException problem) {
      return false;
    }
  }

  private static PGobject jsonb(String text) throws SQLException {
    var json = new PGobject();
    json.setType("jsonb");
    json.setValue(text);
    return json;
  }
}
