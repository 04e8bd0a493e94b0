package dev.cairn.language;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.json.JsonBoolean;
import dev.cairn.language.Operand.OfColumn;
import dev.cairn.language.Operand.OfPath;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;

/** Translates one expression, from the root down. For one thread, once. */
final class Conditions {
  private static final String AND = "_&&_";
  private static final String OR = "_||_";

  private final Source source;
  private final Operands operands;
  private final Comparisons comparisons;
  private int terms;

  Conditions(Source source) {
    this.source = source;
    this.operands = new Operands(source);
    this.comparisons = new Comparisons(source);
  }

  Filter filter() {
    return condition(source.root());
  }

  private Filter condition(CelExpr part) {
    return switch (part.getKind()) {
      case CALL -> call(part);
      case CONSTANT -> constant(part);
      case IDENT, SELECT -> flag(part);
      case LIST, MAP, STRUCT ->
          throw source.refuse(
              part, "this is not a condition", "compare a field with it, using == or in");
      case COMPREHENSION, NOT_SET -> throw new IllegalStateException("not parsed: " + part);
    };
  }

  private Filter call(CelExpr part) {
    return switch (part.call().function()) {
      case AND -> new Filter.And(chain(part, AND));
      case OR -> new Filter.Or(chain(part, OR));
      case "!_" -> new Filter.Not(condition(part.call().args().getFirst()));
      case "_==_" -> comparison(part, Operator.EQUAL);
      case "_!=_" -> comparison(part, Operator.NOT_EQUAL);
      case "_<_" -> comparison(part, Operator.LESS);
      case "_<=_" -> comparison(part, Operator.LESS_OR_EQUAL);
      case "_>_" -> comparison(part, Operator.GREATER);
      case "_>=_" -> comparison(part, Operator.GREATER_OR_EQUAL);
      case "@in" -> membership(part);
      case "has" -> existence(part);
      case Operands.INDEX -> flag(part);
      default -> throw operands.unknownFunction(part);
    };
  }

  /** All members of a chain: the parser makes a tree of it, whose shape means nothing. */
  private List<Filter> chain(CelExpr part, String operator) {
    var members = new ArrayList<Filter>();
    collect(part, operator, members);
    return members;
  }

  private void collect(CelExpr part, String operator, List<Filter> members) {
    if (part.callOrDefault().function().equals(operator)) {
      part.call().args().forEach(argument -> collect(argument, operator, members));
    } else {
      members.add(condition(part));
    }
  }

  private Filter constant(CelExpr part) {
    if (part.constant().getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
      throw source.refuse(
          part, "this is not a condition", "compare a field with it, such as context.total == 100");
    }
    count(part, 1);
    return part.constant().booleanValue() ? Filter.everything() : new Filter.Or(List.of());
  }

  private Filter flag(CelExpr part) {
    count(part, 1);
    return switch (operands.field(part)) {
      case OfPath field -> new Filter.Compare(field.path(), Operator.EQUAL, JsonBoolean.TRUE);
      case OfColumn field ->
          throw source.refuse(
              part,
              field.column() + " is not a condition by itself",
              "compare it, such as status == 'Running' or 'vip' in tags");
    };
  }

  private Filter comparison(CelExpr part, Operator operator) {
    count(part, 1);
    var left = operands.read(part.call().args().get(0));
    var right = operands.read(part.call().args().get(1));
    if (left instanceof Operand.Field field) {
      return comparisons.compare(field, operator, right);
    }
    if (right instanceof Operand.Field field) {
      return comparisons.compare(field, turned(operator), left);
    }
    throw source.refuse(part, "no side of this comparison is a field", "name a field on one side");
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> operator;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
    };
  }

  private Filter membership(CelExpr part) {
    var left = operands.read(part.call().args().get(0));
    var right = operands.read(part.call().args().get(1));
    count(part, right instanceof Operand.Items items ? Math.max(1, items.values().size()) : 1);
    return comparisons.in(part, left, right);
  }

  private Filter existence(CelExpr part) {
    count(part, 1);
    var call = part.call();
    if (call.args().size() == 1
        && call.target().isEmpty()
        && operands.read(call.args().getFirst()) instanceof OfPath field) {
      return new Filter.Exists(field.path());
    }
    throw source.refuse(part, "has() takes one path", "write has(context.a.b)");
  }

  private void count(CelExpr part, int more) {
    terms += more;
    if (terms > CelExpressions.TERMS_MAX) {
      throw source.refuse(
          part,
          "the expression has more than %d comparisons and list items"
              .formatted(CelExpressions.TERMS_MAX),
          "ask for less, or build the filter in Java");
    }
  }
}
