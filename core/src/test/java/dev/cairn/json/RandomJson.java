package dev.cairn.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small random values over few keys, so that two of them have much in common. */
final class RandomJson {
  private static final List<String> KEYS = List.of("a", "b", "c/d", "e~f", "", "é", "0");

  private final Random random;

  RandomJson(long seed) {
    this.random = new Random(seed);
  }

  Json value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      case 2 -> JsonNumber.of(random.nextInt(4));
      case 3 -> JsonNumber.of(random.nextInt(9) / 8.0);
      case 4 -> new JsonString("text ".repeat(random.nextInt(4)));
      case 5 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  JsonObject object(int depth) {
    var object = JsonObject.builder();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        object.put(key, value(depth));
      }
    }
    return object.build();
  }

  private JsonArray array(int depth) {
    var items = new ArrayList<Json>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(value(depth));
    }
    return JsonArray.copyOf(items);
  }

  /** A value that differs from {@code value} in few places, or in none. */
  Json changed(Json value) {
    if (random.nextInt(6) == 0) {
      return value(2);
    }
    return switch (value) {
      case JsonObject object -> changedMember(object);
      case JsonArray array -> changedItem(array);
      case JsonString s -> s;
      case JsonNumber n -> n;
      case JsonBoolean b -> b;
      case JsonNull n -> n;
    };
  }

  private JsonObject changedMember(JsonObject object) {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    Json old = object.get(key).orElse(JsonNull.NULL);
    return random.nextInt(4) == 0 ? object.without(key) : object.with(key, changed(old));
  }

  private JsonArray changedItem(JsonArray array) {
    if (array.isEmpty() || random.nextInt(3) == 0) {
      return array.insert(random.nextInt(array.size() + 1), value(1));
    }
    int index = random.nextInt(array.size());
    return random.nextInt(3) == 0
        ? array.remove(index)
        : array.replace(index, changed(array.get(index)));
  }
}
