package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonObject;

/**
 * Reads texts that were stored.
 *
 * @param subject of what they tell, for what is said when one is broken; may be empty
 */
record Stored(String subject) {
  /** What was let in is let out, whatever the limits are now. */
  private static final JsonLimits LIMITS =
      new JsonLimits(JsonLimits.DEPTH_CEILING, JsonLimits.BYTES_CEILING);

  Json json(String text) {
    try {
      return Json.parse(text, LIMITS);
    } catch (JsonException problem) {
      throw broken(String.valueOf(problem.getMessage()));
    }
  }

  JsonObject object(String text) {
    if (json(text) instanceof JsonObject object) {
      return object;
    }
    throw broken("an object is something else");
  }

  /** What is said of a row that cannot be what was written. */
  CairnException.Integrity broken(String what) {
    return new CairnException.Integrity(subject + "a stored row cannot be read: " + what);
  }
}
