package dev.cairn.server.http;

import java.io.Serial;

/** Ends the handling of a request with a problem. */
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    // Without a stack: this is an answer, and some are given often.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The request is wrong: 400. */
  public static Refusal invalid(String code, String detail, String hint) {
    return new Refusal(Problem.of(400, code, detail, hint));
  }
}
