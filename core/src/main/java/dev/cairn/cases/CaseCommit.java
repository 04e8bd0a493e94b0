package dev.cairn.cases;

import dev.cairn.CommitResult;
import dev.cairn.Receipt;

/**
 * How committing a case was answered.
 *
 * @param next the case to go on with: after a commit that was made, its state with an empty buffer;
 *     after any other answer, the case as it was, buffer and all
 */
public record CaseCommit(CommitResult result, CaseState next) {

  /** The receipt of a commit that was made, now or before under the same key. */
  public Receipt receipt() {
    return result.orThrow();
  }

  /**
   * The case after a commit that was made.
   *
   * @throws dev.cairn.CairnException.Refused when it was not made
   */
  public CaseState orThrow() {
    result.orThrow();
    return next;
  }
}
