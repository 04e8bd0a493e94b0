package dev.cairn.sql;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import dev.cairn.store.Lanes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Filters as conditions on {@code document}. A part may be NULL where the filter is false; {@code
 * IS NOT TRUE} takes both alike, so that a negation is never lost in NULL.
 */
record FilterSql(JsonDialect json, int lanes) {
  private static final String ALL = "1 = 1";
  private static final String NONE = "1 = 0";
  private static final Instant FIRST = Times.ofMicros(Long.MIN_VALUE + 1);
  private static final Instant LAST = Times.ofMicros(Long.MAX_VALUE - 1);

  Sql of(Filter filter) {
    return switch (filter) {
      case Filter.And it -> join(it.all().stream().map(this::of).toList(), " AND ", ALL);
      case Filter.Or it -> join(it.any().stream().map(this::of).toList(), " OR ", NONE);
      case Filter.Not it -> Sql.of("(").then(of(it.of())).then(") IS NOT TRUE");
      case Filter.StatusIn it -> Sql.of(statusIn(it.statuses()));
      case Filter.DefinitionIs it -> Sql.of("definition_key = ?", Rows.key(it.definitionId()));
      case Filter.OwnerIs it ->
          Sql.of("owner_id = (SELECT id FROM users WHERE subject = ?)", it.subject());
      case Filter.ParticipantIs it -> json.hasParticipant(it.subject());
      case Filter.TagsAll it -> join(tags(it.tags()), " AND ", ALL);
      case Filter.TagsAny it -> join(tags(it.tags()), " OR ", NONE);
      case Filter.ParentIs it -> Sql.of("parent_id = ?", it.parent().value());
      case Filter.IdIn it -> join(it.ids().stream().map(this::idIs).toList(), " OR ", NONE);
      case Filter.CreatedBetween it -> between("created_at", it.from(), it.until());
      case Filter.UpdatedBetween it -> between("updated_at", it.from(), it.until());
      case Filter.Compare it -> compare(it);
      case Filter.Exists it -> json.isPresent(it.path());
      case Filter.In it ->
          join(it.values().stream().map(v -> json.isEqual(it.path(), v)).toList(), " OR ", NONE);
      case Filter.Contains it -> json.contains(it.path(), it.value());
    };
  }

  private static Sql join(List<Sql> parts, String between, String empty) {
    return parts.isEmpty()
        ? Sql.of(empty)
        : Sql.of("((").then(Sql.join(")" + between + "(", parts)).then("))");
  }

  /**
   * As literals, and beside the condition of the partial index that has them all: a planner uses
   * such an index only where it sees its condition.
   */
  private static String statusIn(Set<Status> statuses) {
    if (statuses.isEmpty()) {
      return NONE;
    }
    var some = "status IN (" + literals(statuses) + ")";
    if (statuses.stream().allMatch(Status::isTerminal)) {
      return "(" + isOneOf(Status::isTerminal) + " AND " + some + ")";
    }
    return statuses.stream().noneMatch(Status::isTerminal)
        ? "(" + isOneOf(it -> !it.isTerminal()) + " AND " + some + ")"
        : some;
  }

  private static String isOneOf(Predicate<Status> condition) {
    var statuses = Arrays.stream(Status.values()).filter(condition).toList();
    return "status IN (" + literals(statuses) + ")";
  }

  private static String literals(Collection<Status> statuses) {
    return statuses.stream().sorted().map(it -> "'" + it + "'").collect(Collectors.joining(", "));
  }

  private List<Sql> tags(Set<String> tags) {
    return tags.stream().map(json::hasTag).toList();
  }

  private Sql idIs(InstanceId id) {
    return Sql.of("lane = ? AND id = ?", Lanes.of(id, lanes), id.value());
  }

  private static Sql between(String column, Instant from, Instant until) {
    return Sql.of(column + " >= ? AND " + column + " < ?", ceiling(from), ceiling(until));
  }

  /** Stored times are whole microseconds: one is not before a finer time if not before the next. */
  private static long ceiling(Instant time) {
    if (time.isAfter(LAST)) {
      return Long.MAX_VALUE;
    }
    if (time.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    long micros = Times.toMicros(Times.truncate(time));
    return Times.ofMicros(micros).isBefore(time) ? micros + 1 : micros;
  }

  private Sql compare(Filter.Compare it) {
    return switch (it.operator()) {
      case EQUAL -> json.isEqual(it.path(), it.value());
      case NOT_EQUAL ->
          json.isPresent(it.path())
              .then(" AND (")
              .then(json.isEqual(it.path(), it.value()))
              .then(") IS NOT TRUE");
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(it, it.value(), it.operator());
    };
  }

  private Sql order(Filter.Compare it, Json value, Operator order) {
    return switch (value) {
      case JsonNumber number -> json.compares(it.path(), order, number);
      case JsonString string -> json.compares(it.path(), order, string.value());
      case JsonObject o -> Sql.of(NONE);
      case JsonArray a -> Sql.of(NONE);
      case JsonBoolean b -> Sql.of(NONE);
      case JsonNull n -> Sql.of(NONE);
    };
  }
}
