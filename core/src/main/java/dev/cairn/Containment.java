package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;

/** Containment as PostgreSQL's {@code @>} defines it for jsonb. */
final class Containment {
  private Containment() {}

  static boolean contains(Json left, Json right) {
    // An array contains a scalar that is one of its elements, but only at the top.
    if (left instanceof JsonArray array && isScalar(right)) {
      return array.items().contains(right);
    }
    return containsDeep(left, right);
  }

  private static boolean containsDeep(Json left, Json right) {
    if (left instanceof JsonObject has && right instanceof JsonObject wanted) {
      return wanted.entries().stream()
          .allMatch(member ->
              has.get(member.getKey())
                  .filter(value -> containsDeep(value, member.getValue()))
                  .isPresent());
    }
    if (left instanceof JsonArray has && right instanceof JsonArray wanted) {
      return wanted.items().stream()
          .allMatch(item -> has.items().stream().anyMatch(it -> containsDeep(it, item)));
    }
    return isScalar(right) && left.equals(right);
  }

  static boolean isScalar(Json value) {
    return !(value instanceof JsonObject || value instanceof JsonArray);
  }
}
