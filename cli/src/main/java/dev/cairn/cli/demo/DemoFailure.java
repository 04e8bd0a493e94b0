package dev.cairn.cli.demo;

/** Something that the demonstration shows did not hold: a bug of Cairn. */
public final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailure(String what) {
    super(what);
  }
}
