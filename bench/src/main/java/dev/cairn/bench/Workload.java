package dev.cairn.bench;

/** What every engine is given: the same input, and the same output of each step. */
public final class Workload {
  /** A JSON object. */
  public static final String INPUT = "{\"n\":1,\"title\":\"Checkout\"}";

  /** A JSON object. */
  public static final String OUTPUT = "{\"ok\":true}";

  private Workload() {}
}
