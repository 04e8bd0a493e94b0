package dev.cairn;

import java.util.ServiceLoader;

/** The textual language of queries and conditions; cairn-language brings it. */
public interface ExpressionLanguage {

  /**
   * Reads a condition over instances.
   *
   * @throws CairnException.Invalid {@code invalid_expression}, naming where and what is wrong
   */
  Filter filter(String expression);

  /**
   * The language on the class path.
   *
   * @throws CairnException.Invalid when there is none
   */
  static ExpressionLanguage load() {
    return ServiceLoader.load(ExpressionLanguage.class)
        .findFirst()
        .orElseThrow(() ->
            new CairnException.Invalid(
                "no_language",
                "textual expressions are not available",
                "depend on cairn-language, or build the filter in Java"));
  }
}
