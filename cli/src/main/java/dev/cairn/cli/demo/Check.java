package dev.cairn.cli.demo;

/** Holds what is shown to what is so. */
final class Check {
  private Check() {}

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new DemoFailure("does not hold: " + what);
    }
  }
}
