package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;

/** A parsed expression that remembers where in the text each part stands. */
record Source(String text, CelSource positions, CelExpr root) {

  /** Made with this class, and so with the first expression. No macros: has() stays a call. */
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(
              CelOptions.current()
                  .maxExpressionCodePointSize(CelExpressions.LENGTH_MAX)
                  // The parser refuses at this depth, not above it.
                  .maxParseRecursionDepth(CelExpressions.DEPTH_MAX + 1)
                  .build())
          .build();

  static Source parse(String text) {
    var result = PARSER.parse(text, "where");
    if (result.hasError()) {
      throw syntaxError(result.getErrors().getFirst());
    }
    try {
      var ast = result.getAst();
      return new Source(text, ast.getSource(), ast.getExpr());
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has no tree", e);
    }
  }

  private static CairnException.Invalid syntaxError(CelIssue first) {
    var complaint = Complaint.of(first.getMessage());
    return Problem.invalid(place(first.getSourceLocation()) + complaint.what(), complaint.hint());
  }

  /** The refusal of what stands at {@code part}. */
  CairnException.Invalid refuse(CelExpr part, String what, String hint) {
    int offset = positions.getPositionsMap().getOrDefault(part.id(), 0);
    var location = positions.getOffsetLocation(offset);
    return Problem.invalid(location.map(Source::place).orElse("") + what, hint);
  }

  /** The text from where {@code part} begins: a sign before a number does not belong to it. */
  String textFrom(CelExpr part) {
    int codePoints = positions.getPositionsMap().getOrDefault(part.id(), 0);
    return text.substring(text.offsetByCodePoints(0, codePoints));
  }

  private static String place(CelSourceLocation location) {
    return "line %d, column %d: ".formatted(location.getLine(), location.getColumn() + 1);
  }
}
