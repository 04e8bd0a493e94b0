package dev.cairn.language;

import dev.cairn.CairnException;

/** How refusals are worded. */
final class Problem {
  private static final int SHOWN_MAX = 80;

  private Problem() {}

  static CairnException.Invalid invalid(String message, String hint) {
    return new CairnException.Invalid("invalid_expression", message, hint);
  }

  /** Foreign text in quotes, at most {@value #SHOWN_MAX} characters, without control characters. */
  static String quoted(String text) {
    var shown = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    return "'" + shown.replaceAll("\\p{Cntrl}", "\uFFFD") + "'";
  }
}
