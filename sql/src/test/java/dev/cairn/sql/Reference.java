package dev.cairn.sql;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.Instance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import java.util.Optional;

/** Filters as their documentation reads, in plain Java; all instances belong to {@code subject}. */
record Reference(String subject) {

  boolean matches(Filter filter, Instance it) {
    return switch (filter) {
      case Filter.And and -> and.all().stream().allMatch(part -> matches(part, it));
      case Filter.Or or -> or.any().stream().anyMatch(part -> matches(part, it));
      case Filter.Not not -> !matches(not.of(), it);
      case Filter.StatusIn in -> in.statuses().contains(it.status());
      case Filter.DefinitionIs is -> is.definitionId().equalsIgnoreCase(it.definitionId());
      case Filter.ParticipantIs is -> it.participants().contains(is.subject());
      case Filter.OwnerIs is -> is.subject().equals(subject);
      case Filter.TagsAll all -> it.tags().containsAll(all.tags());
      case Filter.TagsAny any -> any.tags().stream().anyMatch(it.tags()::contains);
      case Filter.ParentIs is -> it.origin().parent().equals(Optional.of(is.parent()));
      case Filter.IdIn in -> in.ids().contains(it.id());
      case Filter.CreatedBetween in ->
          !it.origin().createdAt().isBefore(in.from())
              && it.origin().createdAt().isBefore(in.until());
      case Filter.UpdatedBetween in ->
          !it.updatedAt().isBefore(in.from()) && it.updatedAt().isBefore(in.until());
      case Filter.Compare compare ->
          compare.path().in(it.state()).filter(value -> compares(compare, value)).isPresent();
      case Filter.Exists exists -> exists.path().in(it.state()).isPresent();
      case Filter.In in ->
          in.path().in(it.state()).filter(value -> in.values().contains(value)).isPresent();
      case Filter.Contains contains ->
          contains
              .path()
              .in(it.state())
              .filter(value -> Containment.holds(value, contains.value()))
              .isPresent();
    };
  }

  private static boolean compares(Filter.Compare compare, Json value) {
    return switch (compare.operator()) {
      case EQUAL -> value.equals(compare.value());
      case NOT_EQUAL -> !value.equals(compare.value());
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          order(value, compare.value()).filter(it -> holds(compare.operator(), it)).isPresent();
    };
  }

  private static Optional<Integer> order(Json left, Json right) {
    if (left instanceof JsonNumber one && right instanceof JsonNumber two) {
      return Optional.of(one.toBigDecimal().compareTo(two.toBigDecimal()));
    }
    if (left instanceof JsonString one && right instanceof JsonString two) {
      return Optional.of(
          java.util.Arrays.compare(
              one.value().codePoints().toArray(), two.value().codePoints().toArray()));
    }
    return Optional.empty();
  }

  private static boolean holds(Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
