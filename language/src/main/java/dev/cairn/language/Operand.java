package dev.cairn.language;

import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cel.common.ast.CelExpr;
import java.util.List;

/** One side of a comparison. */
sealed interface Operand {
  /** Where it stands. */
  CelExpr at();

  /** What differs between instances. */
  sealed interface Field extends Operand {}

  record OfColumn(CelExpr at, Column column) implements Field {}

  record OfPath(CelExpr at, StatePath path) implements Field {}

  /** A literal: a scalar. */
  record Value(CelExpr at, Json json) implements Operand {}

  /** {@code timestamp('…')}; the text is not read yet. */
  record Timestamp(CelExpr at, Value text) implements Operand {}

  /** A list of literals. */
  record Items(CelExpr at, List<Value> values) implements Operand {}
}
