package dev.cairn;

import dev.cairn.Filter.Operator;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What {@link Filter} means, instance by instance: the oracle for every translation to SQL. */
public final class FilterEvaluator {
  private final Function<String, Optional<UserId>> users;

  /** An evaluator that finds the ids of subjects by {@code users}. */
  public FilterEvaluator(Function<String, Optional<UserId>> users) {
    this.users = users;
  }

  public boolean matches(Filter filter, Instance instance) {
    return !instance.isDeleted() && holds(filter, instance);
  }

  private boolean holds(Filter filter, Instance it) {
    return switch (filter) {
      case Filter.And and -> and.all().stream().allMatch(part -> holds(part, it));
      case Filter.Or or -> or.any().stream().anyMatch(part -> holds(part, it));
      case Filter.Not not -> !holds(not.of(), it);
      case Filter.StatusIn in -> in.statuses().contains(it.status());
      case Filter.DefinitionIs is -> is.definitionId().equalsIgnoreCase(it.definitionId());
      case Filter.OwnerIs is ->
          users.apply(is.subject()).filter(it.origin().owner()::equals).isPresent();
      case Filter.ParticipantIs is -> it.participants().contains(is.subject());
      case Filter.TagsAll tags -> it.tags().containsAll(tags.tags());
      case Filter.TagsAny tags -> !Collections.disjoint(it.tags(), tags.tags());
      case Filter.ParentIs is -> it.origin().parent().filter(is.parent()::equals).isPresent();
      case Filter.IdIn in -> in.ids().contains(it.id());
      case Filter.CreatedBetween range ->
          isBetween(it.origin().createdAt(), range.from(), range.until());
      case Filter.UpdatedBetween range -> isBetween(it.updatedAt(), range.from(), range.until());
      case Filter.Compare compare ->
          compare.path().in(it.state()).filter(value -> compares(compare, value)).isPresent();
      case Filter.Exists exists -> exists.path().in(it.state()).isPresent();
      case Filter.In in ->
          in.path()
              .in(it.state())
              .filter(value -> in.values().stream().anyMatch(one -> areEqual(value, one)))
              .isPresent();
      case Filter.Contains contains ->
          contains
              .path()
              .in(it.state())
              .filter(value -> Containment.contains(value, contains.value()))
              .isPresent();
    };
  }

  private static boolean isBetween(Instant time, Instant from, Instant until) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  private static boolean compares(Filter.Compare compare, Json value) {
    return switch (compare.operator()) {
      case EQUAL -> areEqual(value, compare.value());
      case NOT_EQUAL -> !areEqual(value, compare.value());
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        var order = order(value, compare.value());
        yield order.isPresent() && isMet(compare.operator(), order.getAsInt());
      }
    };
  }

  private static boolean isMet(Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** Scalars that are equal are the same value: canonical forms are compared, types included. */
  private static boolean areEqual(Json left, Json right) {
    return Containment.isScalar(right) && left.equals(right);
  }

  private static OptionalInt order(Json left, Json right) {
    if (left instanceof JsonNumber a && right instanceof JsonNumber b) {
      return OptionalInt.of(a.toBigDecimal().compareTo(b.toBigDecimal()));
    }
    if (left instanceof JsonString a && right instanceof JsonString b) {
      // Not String.compareTo, which orders by UTF-16 unit.
      return OptionalInt.of(
          Arrays.compare(a.value().codePoints().toArray(), b.value().codePoints().toArray()));
    }
    return OptionalInt.empty();
  }
}
