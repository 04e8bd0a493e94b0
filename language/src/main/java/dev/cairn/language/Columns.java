package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.json.JsonString;
import dev.cairn.language.Operand.Items;
import dev.cairn.language.Operand.OfColumn;
import dev.cairn.language.Operand.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a filter what a column and literals, compared, say. */
final class Columns {
  private final Source source;

  Columns(Source source) {
    this.source = source;
  }

  Filter compare(OfColumn field, Operator operator, Operand other) {
    return switch (field.column()) {
      case CREATED_AT ->
          TimeRange.of(operator, time(field, other)).filter(Filter.CreatedBetween::new);
      case UPDATED_AT ->
          TimeRange.of(operator, time(field, other)).filter(Filter.UpdatedBetween::new);
      case TAGS, PARTICIPANTS ->
          throw source.refuse(
              field.at(), field.column() + " are a set", "write 'a' in " + field.column());
      case STATUS, DEFINITION, OWNER, PARENT, ID ->
          switch (operator) {
            case EQUAL -> equal(field, literal(field, other));
            case NOT_EQUAL -> new Filter.Not(equal(field, literal(field, other)));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                throw source.refuse(
                    field.at(), field.column() + " has no order", "compare it with ==, != or in");
          };
    };
  }

  private Filter equal(OfColumn field, Value value) {
    return switch (field.column()) {
      case STATUS -> new Filter.StatusIn(Set.of(status(value)));
      case DEFINITION -> new Filter.DefinitionIs(text(value));
      case OWNER -> new Filter.OwnerIs(text(value));
      case PARENT -> new Filter.ParentIs(instance(value));
      case ID -> new Filter.IdIn(Set.of(instance(value)));
      case TAGS, PARTICIPANTS, CREATED_AT, UPDATED_AT -> throw noList(field);
    };
  }

  Filter in(OfColumn field, Items list) {
    return switch (field.column()) {
      case STATUS -> {
        var statuses = EnumSet.noneOf(Status.class);
        list.values().forEach(value -> statuses.add(status(value)));
        yield new Filter.StatusIn(Collections.unmodifiableSet(statuses));
      }
      case ID -> {
        var ids = new LinkedHashSet<InstanceId>();
        list.values().forEach(value -> ids.add(instance(value)));
        yield new Filter.IdIn(Collections.unmodifiableSet(ids));
      }
      case DEFINITION, OWNER, PARENT, TAGS, PARTICIPANTS, CREATED_AT, UPDATED_AT ->
          new Filter.Or(list.values().stream().map(value -> equal(field, value)).toList());
    };
  }

  private CairnException.Invalid noList(OfColumn field) {
    var set = field.column();
    return source.refuse(
        field.at(),
        set + " cannot be looked up in a list",
        set == Column.TAGS || set == Column.PARTICIPANTS
            ? "write 'a' in %s || 'b' in %s".formatted(set, set)
            : "compare it with a time, such as createdAt >= '2026-01-31T09:30:00Z'");
  }

  private Value literal(OfColumn field, Operand other) {
    if (other instanceof Value value) {
      return value;
    }
    throw source.refuse(
        other.at(),
        field.column() + " is compared with a text",
        "write a text in quotes, or 'in' and a list of them");
  }

  private TimeRange.Moment time(OfColumn field, Operand other) {
    var written = other instanceof Operand.Timestamp time ? time.text() : literal(field, other);
    return TimeRange.Moment.parse(text(written))
        .orElseThrow(() ->
            source.refuse(
                written.at(),
                "not a time: " + Problem.quoted(text(written)),
                "write it as RFC 3339 does: 2026-01-31T09:30:00Z or 2026-01-31T10:30:00+01:00"));
  }

  /** What must be a text. */
  String text(Value value) {
    if (value.json() instanceof JsonString string) {
      return string.value();
    }
    throw source.refuse(
        value.at(), "a text is needed here, not " + value.json(), "write it in quotes");
  }

  private Status status(Value value) {
    return Status.named(text(value))
        .orElseThrow(() ->
            source.refuse(
                value.at(), "no status is called " + Problem.quoted(text(value)), statuses()));
  }

  private static String statuses() {
    return Arrays.stream(Status.values())
        .map(Status::toString)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private InstanceId instance(Value value) {
    String text = text(value);
    try {
      return InstanceId.of(text);
    } catch (CairnException.Invalid e) {
      throw source.refuse(value.at(), "not an instance id: " + Problem.quoted(text), e.hint());
    }
  }
}
