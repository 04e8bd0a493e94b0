package dev.cairn.engine;

/**
 * The work of a step, in a program. It is called outside of any transaction, on a virtual thread,
 * and may block. After a crash it may be called again for the same {@link Job#idempotencyKey}; it
 * is interrupted when its scope is cancelled or its time is over.
 */
@FunctionalInterface
public interface Handler {

  /**
   * Does the work.
   *
   * @throws StepFailure to say whether trying again may help
   * @throws Exception anything else is tried again as the step's retry policy says
   */
  Outcome run(Job job) throws Exception;
}
