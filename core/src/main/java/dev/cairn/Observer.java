package dev.cairn;

import java.time.Duration;

/**
 * Is told what a kernel does, for figures of a running program; see {@link Options#observer}. It is
 * called after the fact, on the thread of whoever asked or on one of the kernel's own, and never
 * while the kernel holds a lock. It must be quick, safe for use by many threads, and must not
 * throw: what it throws is logged and forgotten.
 *
 * <p>Every method does nothing unless it is overridden.
 */
public interface Observer {
  /** Is told and does nothing. */
  Observer NONE = new Observer() {};

  /** How a request was answered that made no commit. */
  enum Answer {
    /** Its key was used before, for the same. */
    REPEATED,
    /** Somebody was faster; a merge or a retry may follow, and is a request of its own. */
    CONFLICT,
    /** It was not legal. */
    REJECTED,
    /** Its lease had passed on. */
    FENCED,
    /** It failed: what it asked for is not there, or the store is away. */
    FAILED
  }

  /** How large a state is, beside {@link Limits#stateWarnBytes}. */
  enum Size {
    USUAL,
    /** So large that its commit carries a warning. */
    LARGE
  }

  /**
   * A commit is durable.
   *
   * @param stateBytes the canonical bytes of the state that it made
   */
  default void committed(Kind kind, long stateBytes, Size size) {}

  /** A request was answered without a commit. */
  default void answered(Answer answer) {}

  /** A request stood in line so long before it was served. */
  default void waited(Duration time) {}

  /** So many requests were written together, in so long; both tell of the durable write alone. */
  default void written(int requests, Duration time) {}

  /** What came of an attempt at a step, or at undoing one. */
  enum Attempt {
    /** The step is done. */
    DONE,
    /** It failed, and is tried again. */
    RETRIED,
    /** It failed for good. */
    FAILED,
    /** The step is undone. */
    COMPENSATED,
    /** It could not be undone. */
    NOT_COMPENSATED
  }

  /**
   * A handler of an engine, or a worker, came to an end with a step, and that is durable.
   *
   * @param took since the handler began, or the worker claimed the task
   */
  default void attempted(Attempt what, String stepId, Duration took) {}

  /** An engine of this process fired timers so long after they were due. */
  default void woke(Duration late) {}

  /** So many lanes are held by an engine of this process. */
  default void lanes(int held) {}

  /** A commit was handed to the live feed of this process so long after it was made. */
  default void told(Duration after) {}

  /** So many groups are written but not yet folded into what queries see; from time to time. */
  default void backlog(long groups) {}
}
