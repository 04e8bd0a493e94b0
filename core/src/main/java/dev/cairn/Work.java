package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people, services and workers do to workflows that run by their definition. Every call makes
 * a commit, on whatever version is current, and is refused with its reasons where the instance has
 * moved on. Any process may call it; the steps are run by whoever runs the engine. Safe for use by
 * many threads.
 */
public interface Work {

  /**
   * Sends a signal. A step that waits for it takes it; otherwise it is kept until one does, in the
   * order of arrival.
   *
   * @param key makes sending idempotent: the same key on the same instance has one effect, for ever
   */
  CommitResult signal(InstanceId id, String name, Json payload, Optional<String> key);

  /**
   * Hands in what an input step asks for. Data that does not fit the step's schema is refused with
   * every violation.
   *
   * @param stepId inside of a for-each step with the number of the item behind a dot
   */
  CommitResult input(InstanceId id, String stepId, Json data);

  /**
   * Decides an approval.
   *
   * @throws CairnException.Forbidden when the actor is not one of those who may
   */
  CommitResult decide(InstanceId id, String approvalId, Decision decision);

  /**
   * A page of what waits for approval. What waits on one instance is not parted, so that a page may
   * be somewhat longer than asked; where little waits on many instances it may be shorter, and
   * still have a next.
   *
   * @throws CairnException.Invalid when the cursor is not of this query
   */
  Page<Approval> approvals(ApprovalQuery query);

  /** What waits for approval among the instances that match: the 1,000 oldest at most. */
  default List<Approval> approvals(Filter which) {
    var found = new ArrayList<Approval>();
    var query = ApprovalQuery.of(which).limit(Query.LIMIT_MAX);
    var page = approvals(query);
    found.addAll(page.items());
    while (page.next().isPresent() && found.size() < 1_000) {
      page = approvals(query.after(page.next().get()));
      found.addAll(page.items());
    }
    return found;
  }

  /**
   * Goes on without a current step that is optional or may be skipped, or without a compensation
   * that is under way, which then counts as done; the only one if empty.
   */
  CommitResult skip(InstanceId id, Optional<String> stepId, Optional<String> reason);

  /** Goes back to a step of the first level that was visited before; what goes on now ends. */
  CommitResult goTo(InstanceId id, String stepId);

  /**
   * Tries again. What waits for its next attempt, a step or a compensation, is run at once and has
   * all of its attempts again. A failed instance is forked before the failure, and the fork runs:
   * the step that failed, and a workflow that it ran, begin anew.
   *
   * @return the instance that goes on: the fork, where there is one
   * @throws CairnException.Refused when nothing waits for an attempt, and nothing has failed;
   *     {@code undone} when what was completed before the failure was undone
   */
  Instance retry(InstanceId id);

  /** What can be undone, and how far undoing has come. */
  Saga saga(InstanceId id);

  /** How far an instance has come, step by step. */
  Progress status(InstanceId id);

  /** Why an instance does not move, or who is about to move it. */
  Explanation explain(InstanceId id);

  /**
   * Takes tasks out of a queue; each is the actor's until its lease ends, unless prolonged.
   *
   * @param max from 1 to 100
   * @param lease from 1 second to 1 day
   * @param patience how long to wait for a first task; at most a minute
   */
  List<TaskGrant> claim(String queue, int max, Duration lease, Duration patience);

  /** Prolongs a lease from now on; refused when the task has passed on. */
  CommitResult heartbeat(String taskId, long fence, Duration lease);

  /** The task is done; refused when it has passed on. */
  CommitResult complete(String taskId, long fence, Json output);

  /**
   * The task cannot be done; refused when it has passed on.
   *
   * @param error with a {@code code} and a {@code message}
   */
  CommitResult fail(String taskId, long fence, JsonObject error, Chance chance);

  /** Whether trying again may help. */
  enum Chance {
    RETRYABLE,
    FINAL
  }
}
