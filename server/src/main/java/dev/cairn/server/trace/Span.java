package dev.cairn.server.trace;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that took time.
 *
 * @param traceId of all spans that belong together; 32 hexadecimal digits
 * @param id 16 hexadecimal digits
 * @param parent the id of the span within which it happened
 * @param attributes texts and whole numbers
 */
record Span(
    String traceId,
    String id,
    Optional<String> parent,
    String name,
    Kind kind,
    Instant start,
    Instant end,
    JsonObject attributes,
    Outcome outcome) {

  /** What a span is of. The numbers are those of the protocol. */
  enum Kind {
    INTERNAL(1),
    SERVER(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  /** How it ended. */
  enum Outcome {
    UNSET(0),
    ERROR(2);

    private final int number;

    Outcome(int number) {
      this.number = number;
    }
  }

  /** As the protocol writes it: whole numbers of 64 bits are texts there. */
  JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("traceId", Json.of(traceId))
            .put("spanId", Json.of(id))
            .put("name", Json.of(name))
            .put("kind", Json.of(kind.number))
            .put("startTimeUnixNano", Json.of(nanos(start)))
            .put("endTimeUnixNano", Json.of(nanos(end)))
            .put("attributes", attributes(attributes))
            .put("status", JsonObject.of("code", outcome.number));
    parent.ifPresent(it -> json.put("parentSpanId", Json.of(it)));
    return json.build();
  }

  private static String nanos(Instant at) {
    return Long.toString(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  static Json attributes(JsonObject attributes) {
    List<JsonObject> all = new ArrayList<>();
    attributes.forEach((key, value) -> all.add(JsonObject.of("key", key, "value", typed(value))));
    return Json.of(all);
  }

  private static JsonObject typed(Json value) {
    return value instanceof JsonNumber
        ? JsonObject.of("intValue", value.canonical())
        : JsonObject.of("stringValue", value.asString());
  }
}
