package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  Optional<Instant> optionalTime(String member) {
    return present(member).map(this::time);
  }

  private Instant time(Json value) {
    try {
      return Times.parse(value.asString());
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

  double decimal(String member) {
    return value(member).asNumber().toBigDecimal().doubleValue();
  }

  <T> List<T> list(String member, Function<Json, T> item) {
    return value(member).asArray().items().stream().map(item).toList();
  }

  /** An object whose values are whole numbers. */
  Map<String, Long> counts(String member) {
    var counts = new TreeMap<String, Long>();
    value(member).asObject().forEach((name, count) -> counts.put(name, count.asLong()));
    return counts;
  }

  <T> T named(String member, Function<String, Optional<T>> names) {
    return named(value(member), names);
  }

  <T> T named(Json name, Function<String, Optional<T>> names) {
    return names
        .apply(name.asString())
        .orElseThrow(() -> invalid("unknown name '" + Text.shorten(name.asString()) + "'"));
  }

  CairnException.Invalid invalid(String problem) {
    return new CairnException.Invalid(
        "invalid_answer", "cannot be read: " + problem, "use a release of Cairn that knows it");
  }
}
