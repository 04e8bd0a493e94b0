package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import dev.cairn.language.Operand.Items;
import dev.cairn.language.Operand.OfColumn;
import dev.cairn.language.Operand.OfPath;
import dev.cairn.language.Operand.Value;
import dev.cel.common.ast.CelExpr;
import java.util.Set;
import java.util.TreeSet;

/** Says in a filter what a field and literals, compared, say. */
final class Comparisons {
  private final Source source;
  private final Columns columns;

  Comparisons(Source source) {
    this.source = source;
    this.columns = new Columns(source);
  }

  Filter compare(Operand.Field field, Operator operator, Operand other) {
    return switch (field) {
      case OfColumn it -> columns.compare(it, operator, other);
      case OfPath it -> new Filter.Compare(it.path(), operator, comparable(operator, other));
    };
  }

  private Json comparable(Operator operator, Operand other) {
    var value = scalar(other).json();
    boolean ordered = value instanceof JsonNumber || value instanceof JsonString;
    if (!ordered && operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw source.refuse(
          other.at(), value + " has no order", "only numbers and texts do; use == or !=");
    }
    return value;
  }

  private Value scalar(Operand other) {
    return switch (other) {
      case Value value -> value;
      case Operand.Field field -> throw twoFields(field.at());
      case Items list ->
          throw source.refuse(
              list.at(), "lists cannot be compared", "write context.a in ['x', 'y']");
      case Operand.Timestamp time ->
          throw source.refuse(
              time.at(),
              "JSON has no timestamps",
              "compare with the text itself, such as context.due < '2026-01-31T09:30:00Z'");
    };
  }

  private CairnException.Invalid twoFields(CelExpr at) {
    return source.refuse(
        at, "two fields cannot be compared with each other", "compare each with a literal");
  }

  Filter in(CelExpr part, Operand left, Operand right) {
    return switch (right) {
      case OfPath array -> new Filter.Contains(array.path(), element(left).json());
      case OfColumn column -> inSet(column, left);
      case Items list -> oneOf(part, left, list);
      case Value value -> throw notAList(value.at());
      case Operand.Timestamp time -> throw notAList(time.at());
    };
  }

  private CairnException.Invalid notAList(CelExpr at) {
    return source.refuse(
        at, "'in' needs a list after it", "write status in ['Running', 'Paused'] or 'x' in tags");
  }

  private Filter inSet(OfColumn column, Operand left) {
    return switch (column.column()) {
      case TAGS -> new Filter.TagsAll(new TreeSet<>(Set.of(columns.text(element(left)))));
      case PARTICIPANTS -> new Filter.ParticipantIs(columns.text(element(left)));
      case STATUS, DEFINITION, OWNER, PARENT, ID, CREATED_AT, UPDATED_AT ->
          throw notAList(column.at());
    };
  }

  private Value element(Operand left) {
    return scalar(left);
  }

  private Filter oneOf(CelExpr part, Operand left, Items list) {
    return switch (left) {
      case OfPath it -> new Filter.In(it.path(), list.values().stream().map(Value::json).toList());
      case OfColumn it -> columns.in(it, list);
      case Value v -> throw noField(part);
      case Items v -> throw noField(part);
      case Operand.Timestamp v -> throw noField(part);
    };
  }

  private CairnException.Invalid noField(CelExpr part) {
    return source.refuse(
        part, "no side of this 'in' is a field", "name a field before a list of literals");
  }
}
