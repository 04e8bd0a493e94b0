package dev.cairn.sql;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;

/** What {@code @>} of PostgreSQL's {@code jsonb} says. */
final class Containment {
  private Containment() {}

  /** Whether {@code outer} contains {@code inner}. */
  static boolean holds(Json outer, Json inner) {
    // At the top only, an array contains a scalar that is one of its items.
    if (outer instanceof JsonArray array && isScalar(inner)) {
      return array.items().contains(inner);
    }
    return isWithin(outer, inner);
  }

  private static boolean isWithin(Json outer, Json inner) {
    if (outer instanceof JsonObject object && inner instanceof JsonObject wanted) {
      return wanted.entries().stream()
          .allMatch(it ->
              object.get(it.getKey()).filter(value -> isWithin(value, it.getValue())).isPresent());
    }
    if (outer instanceof JsonArray array && inner instanceof JsonArray wanted) {
      return wanted.items().stream()
          .allMatch(it -> array.items().stream().anyMatch(item -> isWithin(item, it)));
    }
    return isScalar(outer) && outer.equals(inner);
  }

  private static boolean isScalar(Json value) {
    return !(value instanceof JsonObject || value instanceof JsonArray);
  }
}
