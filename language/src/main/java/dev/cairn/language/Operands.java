package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.StatePath;
import dev.cairn.language.Operand.Items;
import dev.cairn.language.Operand.OfColumn;
import dev.cairn.language.Operand.OfPath;
import dev.cairn.language.Operand.Timestamp;
import dev.cairn.language.Operand.Value;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the sides of comparisons. */
final class Operands {
  static final String INDEX = "_[_]";
  private static final String TIMESTAMP = "timestamp";

  private final Source source;

  Operands(Source source) {
    this.source = source;
  }

  Operand read(CelExpr part) {
    return switch (part.getKind()) {
      case CONSTANT -> value(part);
      case IDENT, SELECT -> field(part);
      case LIST -> new Items(part, part.list().elements().stream().map(this::value).toList());
      case CALL -> call(part);
      case MAP, STRUCT ->
          throw source.refuse(
              part, "objects cannot be compared", "compare their members, one by one");
      case COMPREHENSION, NOT_SET -> throw new IllegalStateException("not parsed: " + part);
    };
  }

  private Operand call(CelExpr part) {
    if (part.call().function().equals(INDEX)) {
      return field(part);
    }
    if (!part.call().function().equals(TIMESTAMP) || part.call().target().isPresent()) {
      throw unknownFunction(part);
    }
    var arguments = part.call().args();
    if (arguments.size() != 1) {
      throw source.refuse(
          part, "timestamp takes one text", "write timestamp('2026-01-31T09:30:00Z')");
    }
    return new Timestamp(part, value(arguments.getFirst()));
  }

  private Value value(CelExpr part) {
    if (part.getKind() != Kind.CONSTANT) {
      throw source.refuse(
          part,
          "a literal is needed here",
          "write a text in quotes, a number, true, false or null");
    }
    return new Value(part, Literals.read(source, part));
  }

  /** The column or path that {@code part} names. */
  Operand.Field field(CelExpr part) {
    var members = new ArrayDeque<String>();
    CelExpr at = part;
    while (at.getKind() != Kind.IDENT) {
      members.addFirst(member(at));
      at = owner(at);
    }
    return named(at, new ArrayList<>(members));
  }

  private String member(CelExpr part) {
    if (part.getKind() == Kind.SELECT) {
      return part.select().field();
    }
    if (part.getKind() != Kind.CALL || !part.call().function().equals(INDEX)) {
      throw notAField(part);
    }
    var key = part.call().args().get(1);
    if (key.constantOrDefault().getKind() != CelConstant.Kind.STRING_VALUE) {
      throw source.refuse(
          key,
          "only keys can stand in brackets; array elements are not addressed",
          "write context['key'], or 'x' in context.list");
    }
    return key.constant().stringValue();
  }

  private CelExpr owner(CelExpr part) {
    return part.getKind() == Kind.SELECT ? part.select().operand() : part.call().args().getFirst();
  }

  private Operand.Field named(CelExpr ident, List<String> members) {
    String name = ident.ident().name();
    var column = Column.named(name);
    if (column.isPresent()) {
      if (!members.isEmpty()) {
        throw source.refuse(ident, name + " has no members", "compare " + name + " itself");
      }
      return new OfColumn(ident, column.get());
    }
    return Arrays.stream(StatePath.Root.values())
        .filter(root -> root.toString().equals(name))
        .findFirst()
        .map(root -> new OfPath(ident, path(ident, root, members)))
        .orElseThrow(() ->
            source.refuse(
                ident, "unknown variable " + Problem.quoted(name), "known are " + knownNames()));
  }

  private StatePath path(CelExpr part, StatePath.Root root, List<String> members) {
    if (root == StatePath.Root.ATTRIBUTES && members.size() > 1) {
      throw source.refuse(
          part, "attributes have no members", "name one attribute, such as attributes.epic");
    }
    try {
      return new StatePath(root, members);
    } catch (CairnException.Invalid e) {
      throw source.refuse(part, "not a path: " + Problem.quoted(shown(root, members)), e.hint());
    }
  }

  private static String shown(StatePath.Root root, List<String> members) {
    return members.isEmpty() ? root.toString() : root + "." + String.join(".", members);
  }

  private static String knownNames() {
    var roots =
        Arrays.stream(StatePath.Root.values())
            .map(root -> root + ".…")
            .collect(Collectors.joining(", "));
    return Column.names() + ", " + roots;
  }

  private CairnException.Invalid notAField(CelExpr part) {
    return part.getKind() == Kind.CALL
        ? unknownFunction(part)
        : source.refuse(part, "this is not a field", "known are " + knownNames());
  }

  /** The refusal of a function or operator that has no meaning where it stands. */
  CairnException.Invalid unknownFunction(CelExpr part) {
    String function = part.call().function();
    return switch (function) {
      case "_+_", "_-_", "_*_", "_/_", "_%_", "-_" ->
          source.refuse(
              part,
              "there is no arithmetic: " + Problem.quoted(function.replace("_", "")),
              "compare a field with a literal, such as context.total > 100");
      case "_?_:_" -> source.refuse(part, "there is no '?:'", "write (a && b) || (!a && c)");
      case "_&&_", "_||_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "has" ->
          source.refuse(
              part,
              "a condition cannot be compared",
              "join conditions with &&, || and !; compare fields with literals");
      default ->
          source.refuse(
              part,
              "unknown function " + Problem.quoted(function),
              "known are has(path) and timestamp('…'); 'x' in context.list looks into a list");
    };
  }
}
