package dev.cairn.testkit;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random JSON values of the sort that stores get wrong: the same for the same random numbers. */
public final class RandomJson {
  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "10",
          "9",
          "null",
          "é",
          "e\u0301",
          "\uFF5E",
          "😀",
          "'; drop table instance; --",
          "\"quoted\"",
          "back\\slash",
          "a.b",
          "$.a[0]",
          "/a~0b~1c",
          "%_",
          "\u0001\u001f\u007f",
          "\u2028",
          "\uFEFF");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "10",
          "1.5",
          "0.1",
          "1e21",
          "1e300",
          "5e-324",
          "9007199254740992",
          "9007199254740993",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "1234567890123456789.0123456789012345678901",
          "0.1000000000000000000000000000000000000001",
          "1234567890123456789012345678901234567890");

  private final RandomGenerator random;

  public RandomJson(RandomGenerator random) {
    this.random = random;
  }

  /** Null, a boolean, a number or a string. */
  public Json scalar() {
    return switch (random.nextInt(6)) {
      case 0 -> Json.of(null);
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(new BigDecimal(pick(NUMBERS)));
      case 3 -> number();
      default -> Json.of(string());
    };
  }

  private Json number() {
    return switch (random.nextInt(3)) {
      case 0 -> Json.of(random.nextInt(-5, 5));
      case 1 -> Json.of(random.nextLong());
      default ->
          Json.of(
              new BigDecimal(
                  BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(3)),
                  random.nextInt(0, 40)));
    };
  }

  public String string() {
    return random.nextInt(4) == 0 ? pick(STRINGS) + pick(STRINGS) : pick(STRINGS);
  }

  /** Any value, at most so many levels deep. */
  public Json value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> array(depth);
      case 2 -> object(depth);
      default -> scalar();
    };
  }

  private JsonArray array(int depth) {
    var items = new ArrayList<Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(depth - 1));
    }
    return JsonArray.copyOf(items);
  }

  /** An object of up to five members, at most so many levels deep. */
  public JsonObject object(int depth) {
    var object = JsonObject.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.put(string(), value(depth - 1));
    }
    return object.build();
  }

  /** One of several. */
  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
