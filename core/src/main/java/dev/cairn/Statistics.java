package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * Counts and durations of the instances that a filter matches. Durations are those of ended
 * instances that were started, in seconds; empty when there is none.
 */
public record Statistics(
    long total,
    Map<Status, Long> byStatus,
    Map<String, Long> byDefinition,
    Map<String, Long> byTag,
    Optional<Durations> durations,
    long steps) {

  /** Seconds from start to end; {@code p50} and {@code p95} interpolate between neighbours. */
  public record Durations(long count, double average, double p50, double p95) {}

  public JsonObject toJson() {
    var statuses = JsonObject.builder();
    for (var status : Status.values()) {
      statuses.put(status.toString(), Json.of(byStatus.getOrDefault(status, 0L)));
    }
    return JsonObject.of(
        "total",
        total,
        "byStatus",
        statuses.build(),
        "byDefinition",
        Json.of(byDefinition),
        "byTag",
        Json.of(byTag),
        "durations",
        durations.<Json>map(Statistics::json).orElse(JsonNull.NULL),
        "steps",
        steps);
  }

  private static JsonObject json(Durations it) {
    return JsonObject.of(
        "count", it.count(), "avg", it.average(), "p50", it.p50(), "p95", it.p95());
  }
}
