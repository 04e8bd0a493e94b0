package dev.cairn.language;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.io.Serial;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The regular expressions of schemas: those of the JDK, which backtrack, and therefore stopped when
 * they read too many characters.
 */
final class Patterns {
  /** The longest pattern, in UTF-16 units. */
  static final int LENGTH_MAX = 1_000;

  /** How many characters all searches of one check may read together: less than a second. */
  static final long READS_MAX = 100_000_000;

  /** What is left of it; a check keeps to its thread. */
  private static final ThreadLocal<Budget> LEFT = ThreadLocal.withInitial(Budget::new);

  private Patterns() {}

  /** A search that was given up. */
  static final class TooSlow extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    TooSlow(String pattern) {
      super("the pattern " + Problem.quoted(pattern) + " takes too many steps on this text");
    }
  }

  private static final class Budget {
    private long reads = READS_MAX;
  }

  /** Runs a check with a budget of its own. */
  static <T> T within(Supplier<T> check) {
    LEFT.set(new Budget());
    try {
      return check.get();
    } finally {
      LEFT.remove();
    }
  }

  static RegularExpression compile(String pattern) {
    if (pattern.length() > LENGTH_MAX) {
      throw CompiledSchema.invalid(
          "the pattern %s has %d characters, at most %d are taken"
              .formatted(Problem.quoted(pattern), pattern.length(), LENGTH_MAX),
          "split it into several, joined by allOf");
    }
    try {
      var compiled = Pattern.compile(dialect(pattern));
      return text -> find(compiled, pattern, text);
    } catch (PatternSyntaxException e) {
      throw CompiledSchema.invalid(
          "the pattern %s is wrong: %s".formatted(Problem.quoted(pattern), e.getDescription()),
          "write a regular expression that both ECMA-262 and Java understand");
    }
  }

  private static String dialect(String pattern) {
    return RegularExpressions.replaceLongformCharacterProperties(
        RegularExpressions.replaceDollarAnchors(pattern));
  }

  private static boolean find(Pattern compiled, String pattern, String text) {
    try {
      return compiled.matcher(new Metered(text, pattern)).find();
    } catch (StackOverflowError e) {
      // The JDK recurses for each round of a group: a long text is enough.
      throw new TooSlow(pattern);
    }
  }

  /** A text that can be read only so often. */
  private static final class Metered implements CharSequence {
    private final String text;
    private final String pattern;
    private final Budget budget = LEFT.get();

    Metered(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (--budget.reads < 0) {
        throw new TooSlow(pattern);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
