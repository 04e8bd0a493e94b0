package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads the members of an object that Cairn itself has written, such as the answer of a server. */
record Members(JsonObject json) {

  static Members of(Json json) {
    return new Members(json.asObject());
  }

  Json value(String member) {
    return json.require(member);
  }

  /** The value, unless there is none or it is null. */
  Optional<Json> present(String member) {
    return json.get(member).filter(value -> !value.isNull());
  }

  String text(String member) {
    return value(member).asString();
  }

  long number(String member) {
    return value(member).asLong();
  }

  InstanceId id(String member) {
    return InstanceId.of(text(member));
  }

  Instant time(String member) {
    return time(value(member));
  }

  Instant time(Json text) {
    try {
      return Times.parse(text.asString());
    } catch (DateTimeException problem) {
      throw invalid(String.valueOf(problem.getMessage()));
    }
  }

  Sha256 hash(String member) {
    try {
      return Sha256.fromHex(text(member));
    } catch (IllegalArgumentException problem) {
      throw invalid("'" + member + "' is no hash");
    }
  }

  <T> T named(String member, Function<String, Optional<T>> names) {
    return names
        .apply(text(member))
        .orElseThrow(() -> invalid("'" + Text.shorten(text(member)) + "' as " + member));
  }

  CairnException.Invalid invalid(String problem) {
    return new CairnException.Invalid(
        "invalid_answer", "cannot be read: " + problem, "use a release of Cairn that knows it");
  }
}
