package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns plain Java values into JSON ones. */
final class JavaValues {
  private JavaValues() {}

  static Json toJson(@Nullable Object value, int depth) {
    return switch (value) {
      case null -> JsonNull.NULL;
      case Json json -> json;
      case String text -> new JsonString(text);
      case Boolean bool -> JsonBoolean.of(bool);
      case Number number -> number(number);
      case List<?> list -> array(list, deeper(depth));
      case Map<?, ?> map -> object(map, deeper(depth));
      default -> throw unknown(value);
    };
  }

  private static JsonNumber number(Number number) {
    return switch (number) {
      case Integer n -> JsonNumber.of(n);
      case Long n -> JsonNumber.of(n);
      case Short n -> JsonNumber.of(n);
      case Byte n -> JsonNumber.of(n);
      case Double n -> JsonNumber.of(n);
      case BigDecimal n -> JsonNumber.of(n);
      case BigInteger n -> JsonNumber.of(n);
      default -> throw unknown(number);
    };
  }

  private static JsonArray array(List<?> list, int depth) {
    var items = new ArrayList<Json>(list.size());
    for (Object item : list) {
      items.add(toJson(item, depth));
    }
    return JsonArray.copyOf(items);
  }

  private static JsonObject object(Map<?, ?> map, int depth) {
    var members = new Members();
    map.forEach((key, value) -> members.add(key(key), toJson(value, depth)));
    return members.toObject();
  }

  private static String key(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    throw new JsonException(Code.WRONG_TYPE, "a key must be a String, but this is " + key);
  }

  /** Also ends the walk through a collection that contains itself. */
  private static int deeper(int depth) {
    if (depth == JsonLimits.DEPTH_CEILING) {
      throw JsonException.tooDeep(JsonLimits.DEPTH_CEILING);
    }
    return depth + 1;
  }

  private static JsonException unknown(Object value) {
    return new JsonException(
        Code.WRONG_TYPE,
        value.getClass().getName() + " has no JSON form: convert it to a string, number or map");
  }
}
