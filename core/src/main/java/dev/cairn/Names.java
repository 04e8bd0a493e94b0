package dev.cairn;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks the short texts that callers choose: keys, reasons, checkpoint names, tags, ids. */
public final class Names {
  private Names() {}

  /** A copy that nobody changes, in natural order. */
  static SortedSet<String> copy(SortedSet<String> names) {
    var copy = new TreeSet<String>();
    copy.addAll(names);
    return Collections.unmodifiableSortedSet(copy);
  }

  static void check(String what, Optional<String> text, int max) {
    text.ifPresent(it -> check(what, it, max));
  }

  /**
   * Checks that {@code text} is portable and 1 to {@code max} characters long.
   *
   * @throws CairnException.Invalid when it is not
   */
  public static void check(String what, String text, int max) {
    problem(text, max)
        .ifPresent(problem -> {
          throw new CairnException.Invalid(
              "invalid_name",
              what + " " + problem,
              "use 1 to " + max + " characters, none of them U+0000 or a lone surrogate");
        });
  }

  /** What is wrong with {@code text}; empty when nothing is. */
  public static Optional<String> problem(String text, int max) {
    if (text.isEmpty()) {
      return Optional.of("must not be empty");
    }
    if (text.length() > max) {
      return Optional.of("has " + text.length() + " characters, more than " + max);
    }
    if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
      return Optional.of("has a character that not every store can hold");
    }
    return Optional.empty();
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }
}
