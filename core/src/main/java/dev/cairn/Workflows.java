package dev.cairn;

import dev.cairn.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Creating, reading and changing instances. Whoever changes one makes a {@link Commit}; the life
 * cycle calls are commits too. Safe for use by many threads.
 */
public interface Workflows {

  /** An id that nobody has, as {@link #create} makes them: for those who must know it before. */
  InstanceId newId();

  /**
   * Makes an instance in Created, at version 1, with its first receipt.
   *
   * @throws CairnException.NotFound when the definition is unknown
   * @throws CairnException.AlreadyExists when the id is taken, also by a deleted instance
   */
  Instance create(NewInstance request);

  /** The current version; empty when there is none or it was deleted. */
  Optional<Instance> find(InstanceId id);

  /**
   * The current version.
   *
   * @throws CairnException.NotFound when there is none
   */
  default Instance get(InstanceId id) {
    return find(id).orElseThrow(() -> CairnException.NotFound.instance(id));
  }

  /**
   * The subject of whom it belongs to: the instance itself has no more than the id.
   *
   * @throws CairnException.NotFound when there is no such instance
   */
  String owner(InstanceId id);

  default boolean exists(InstanceId id) {
    return find(id).isPresent();
  }

  /**
   * Makes a commit durable, or answers why not.
   *
   * @throws CairnException.NotFound when there is no such instance
   */
  CommitResult commit(Commit commit);

  /**
   * Reads, changes and writes the context in one commit. Many callers on one instance are put in
   * line and each makes its own version: no update is lost and none need try again. The function
   * must be quick and free of side effects; it may run more than once.
   */
  default CommitResult update(InstanceId id, UnaryOperator<Json> change) {
    return commit(
        Commit.to(id).onConflict(OnConflict.RETRY).with(new Mutation.ChangeContext(change)));
  }

  /** Starts, pauses, resumes or cancels; the other words for it are short forms of this. */
  CommitResult move(Move move);

  /** Created → Running, at the first step. */
  default CommitResult start(InstanceId id) {
    return start(id, Optional.empty());
  }

  /** Created → Running, at the first step, with a reason for the history. */
  default CommitResult start(InstanceId id, Optional<String> reason) {
    return move(Move.of(Move.Verb.START, id).because(reason));
  }

  /** Running → Paused. */
  default CommitResult pause(InstanceId id, Optional<String> reason) {
    return move(Move.of(Move.Verb.PAUSE, id).because(reason));
  }

  /**
   * Paused → Running. After more than 24 hours the answer warns that the context is stale, and the
   * definition's refresh hook has run.
   */
  default CommitResult resume(InstanceId id) {
    return resume(id, Optional.empty());
  }

  /** Like {@link #resume(InstanceId)}, with a reason for the history. */
  default CommitResult resume(InstanceId id, Optional<String> reason) {
    return move(Move.of(Move.Verb.RESUME, id).because(reason));
  }

  /** Any active status → Cancelled. */
  default CommitResult cancel(InstanceId id, Optional<String> reason) {
    return move(Move.of(Move.Verb.CANCEL, id).because(reason));
  }

  /**
   * Makes all members durable in one transaction, or none. Members see what those before them did:
   * the same id twice gives versions v and v+1.
   */
  BatchResult batch(List<BatchItem> items);

  /** The current versions of those that exist, in the order asked for. */
  List<Instance> findAll(List<InstanceId> ids);

  /**
   * Hides the instance from all reads. Its receipts stay, and its id is never used again.
   *
   * @throws CairnException.NotFound when there is none
   */
  Receipt delete(InstanceId id);

  /** A page of the instances that match; never without one that was acknowledged before. */
  Page<Instance> query(Query query);

  /** How many instances match. */
  long count(Filter filter);

  Statistics statistics(Filter filter);
}
