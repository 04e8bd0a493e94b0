package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.EnumMap;
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

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Statistics parse(Json json) {
    var members = Members.of(json);
    var byStatus = new EnumMap<Status, Long>(Status.class);
    members
        .counts("byStatus")
        .forEach((name, count) -> {
          if (count > 0) {
            byStatus.put(members.named(Json.of(name), Status::named), count);
          }
        });
    return new Statistics(
        members.number("total"),
        byStatus,
        members.counts("byDefinition"),
        members.counts("byTag"),
        members.present("durations").map(Members::of).map(Statistics::durations),
        members.number("steps"));
  }

  private static Durations durations(Members members) {
    return new Durations(
        members.number("count"),
        members.decimal("avg"),
        members.decimal("p50"),
        members.decimal("p95"));
  }

  private static JsonObject json(Durations it) {
    return JsonObject.of(
        "count", it.count(), "avg", it.average(), "p50", it.p50(), "p95", it.p95());
  }
}
