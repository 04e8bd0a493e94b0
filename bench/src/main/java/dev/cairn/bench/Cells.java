package dev.cairn.bench;

import java.util.Locale;

/** How numbers are written in tables. */
final class Cells {
  private Cells() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Nothing where nothing was counted. */
  static String bytes(double each) {
    return each > 0 ? number(each) : "";
  }

  /** With what is wanted, if anything is. */
  static String wanted(String cell, String goal) {
    return goal.isEmpty() || cell.isEmpty() ? cell : cell + " (" + goal + ")";
  }
}
