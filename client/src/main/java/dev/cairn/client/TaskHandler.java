package dev.cairn.client;

import dev.cairn.TaskGrant;
import dev.cairn.json.Json;

/** Does tasks of a queue. Used by many threads at once. */
@FunctionalInterface
public interface TaskHandler {

  /**
   * Does a task, however long that takes: it stays the worker's meanwhile. It may be done again
   * after a crash or a lost lease, with the same idempotency key. The thread is interrupted when
   * the task has passed on.
   *
   * @return the output of the step
   * @throws dev.cairn.engine.StepFailure when it cannot be done, saying whether trying again helps
   * @throws Exception for any other reason; it is tried again as often as the definition says
   */
  Json handle(TaskGrant task) throws Exception;
}
