package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long the bodies of versions are kept. A version is forgotten when it is behind both: more
 * versions than {@code keepVersions} came after it, and it is older than {@code keepFor}; what is
 * left out does not keep it.
 */
public record Retention(Optional<Long> keepVersions, Optional<Duration> keepFor) {

  public Retention {
    boolean sound =
        (keepVersions.isPresent() || keepFor.isPresent())
            && keepVersions.filter(it -> it < 1).isEmpty()
            && keepFor.filter(it -> it.isNegative() || it.isZero()).isEmpty();
    if (!sound) {
      throw new CairnException.Invalid(
          "invalid_definition",
          "retention needs keepVersions (at least 1), keepFor (longer than nothing), or both",
          "write \"retention\": {\"keepVersions\": 1000, \"keepFor\": \"P90D\"}");
    }
  }

  static Retention parse(Json json) {
    JsonObject object = json.asObject();
    object.keys().stream()
        .filter(key -> !key.equals("keepVersions") && !key.equals("keepFor"))
        .findFirst()
        .ifPresent(key -> {
          throw new CairnException.Invalid(
              "invalid_definition",
              "retention has no member '" + key + "'",
              "use keepVersions and keepFor");
        });
    return new Retention(
        object.get("keepVersions").map(Json::asLong),
        object.get("keepFor").map(it -> duration(it.asString())));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException problem) {
      throw new CairnException.Invalid(
          "invalid_definition",
          "keepFor is no ISO 8601 duration: '" + Text.shorten(text) + "'",
          "write days and smaller units, such as P90D or PT12H");
    }
  }
}
