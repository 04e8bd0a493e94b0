package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.ExpressionLanguage;
import dev.cairn.Filter;

/**
 * Conditions written in CEL, in the subset that the package describes. Safe for use by many
 * threads. The first expression of a process takes about half a second, the time to load CEL; a
 * later one takes tens of microseconds.
 */
public final class CelExpressions implements ExpressionLanguage {
  /** The longest expression, in Unicode characters. */
  public static final int LENGTH_MAX = 4_000;

  /** How deep parentheses nest. */
  public static final int DEPTH_MAX = 50;

  /** How many comparisons and list items there are in all. */
  public static final int TERMS_MAX = 200;

  // No member may mention a class of CEL: making this object must not load the library.

  /**
   * Reads a condition.
   *
   * @throws CairnException.Invalid {@code invalid_expression}: the message begins with line and
   *     column, both from 1, and the hint says what can be written instead
   */
  @Override
  public Filter filter(String expression) {
    int length = expression.codePointCount(0, expression.length());
    if (length > LENGTH_MAX) {
      throw Problem.invalid(
          "the expression has %d characters, at most %d are read".formatted(length, LENGTH_MAX),
          "ask for less, or build the filter in Java");
    }
    return new Conditions(Source.parse(expression)).filter();
  }
}
