package dev.cairn.crash;

import dev.cairn.cli.Main;

/** The program itself, on a leash. Arguments: those of {@code cairn serve}. */
public final class Serving {
  private Serving() {}

  public static void main(String[] args) {
    Leash.tie();
    Main.main(args);
  }
}
