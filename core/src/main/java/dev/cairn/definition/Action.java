package dev.cairn.definition;

import dev.cairn.Filter;
import dev.cairn.StatePath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step does. One record for each kind. */
public sealed interface Action {

  /**
   * Work of a program: a handler of this process, or a worker that asks for tasks of a queue.
   *
   * @param input what the work is given: values of the state by name; the context when empty
   */
  record Task(String handler, Optional<String> queue, Map<String, StatePath> input)
      implements Action {}

  /** Waits until somebody hands in what the step's input schema asks for. */
  record Input(Optional<Duration> deadline) implements Action {}

  /**
   * Waits for people to agree.
   *
   * @param roles of which a decider must have one; anybody when empty
   * @param approvers who may decide; anybody when empty
   * @param quorum how many must approve
   * @param escalateTo the roles that may decide after the deadline, when that escalates
   * @param onReject the step to go to when it is rejected; the workflow fails when there is none
   */
  record Approval(
      Set<String> roles,
      Set<String> approvers,
      int quorum,
      Optional<Duration> deadline,
      Expiry onExpiry,
      Set<String> escalateTo,
      Optional<String> onReject)
      implements Action {}

  /** What becomes of an approval that nobody decided in time. */
  enum Expiry {
    REJECT,
    FAIL,
    ESCALATE,
    PAUSE
  }

  /** Waits for a time. */
  record WaitTime(Duration duration) implements Action {}

  /** Waits until the time that stands in the state. */
  record WaitUntil(StatePath time) implements Action {}

  /**
   * Waits for a signal.
   *
   * @param timeout after which the step fails, or goes on without a signal
   */
  record WaitSignal(String signal, Optional<Duration> timeout, Late onTimeout) implements Action {}

  /** What becomes of a wait whose signal does not come. */
  enum Late {
    FAIL,
    CONTINUE
  }

  /** Goes to the first case whose condition holds; without one, to otherwise, or on in order. */
  record Choice(List<Case> cases, Optional<String> otherwise) implements Action {}

  /** A way to go, and when. */
  record Case(Filter when, String goTo) {}

  /**
   * Runs branches beside each other.
   *
   * @param need how many must end before the workflow goes on; the others are cancelled then
   */
  record Parallel(List<Branch> branches, int need) implements Action {}

  /** Steps that follow one another inside of a parallel step. */
  record Branch(String id, List<Node> steps) {}

  /** Runs its steps for every item of an array, so many items at a time. */
  record ForEach(StatePath items, int concurrency, List<Node> steps) implements Action {
    /** An array with more items fails the step. */
    public static final int ITEMS_MAX = 1_000;
  }

  /** Runs another workflow, and goes on when that has ended. */
  record Child(String workflowId, Map<String, StatePath> input) implements Action {}

  /** Ends the workflow. */
  record End(Outcome outcome, Optional<String> message) implements Action {}

  /** How an end step ends. */
  enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED
  }
}
