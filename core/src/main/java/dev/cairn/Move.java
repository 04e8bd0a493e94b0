package dev.cairn;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A step in the life of an instance, as a value: start, pause, resume or cancel. Without an
 * expected version it is taken from whatever version is current.
 *
 * @param key makes it idempotent, as that of a {@link Commit}
 * @param reason shown in the history; at most 2,000 characters
 */
public record Move(
    InstanceId instance,
    Verb verb,
    OptionalLong expectedVersion,
    Optional<String> key,
    Optional<String> reason) {

  /** What is asked for. */
  public enum Verb {
    /** Created → Running, at the first step. */
    START(Status.RUNNING),
    /** Running → Paused. */
    PAUSE(Status.PAUSED),
    /**
     * Paused → Running. After more than 24 hours the answer warns that the context is stale, and
     * the definition's refresh hook has run.
     */
    RESUME(Status.RUNNING),
    /** Any active status → Cancelled. */
    CANCEL(Status.CANCELLED);

    private final Status to;

    Verb(Status to) {
      this.to = to;
    }

    /** The status that it leads to. */
    public Status to() {
      return to;
    }
  }

  /**
   * What is asked for as a commit; its legality is that of the verb.
   *
   * @throws CairnException.Invalid when the version, the key or the reason cannot be one
   */
  public Commit toCommit() {
    return new Commit(
        instance,
        expectedVersion,
        OnConflict.REJECT,
        key,
        reason,
        Optional.empty(),
        List.of(new Mutation.Transition(verb.to())));
  }

  /** On the current version. */
  public static Move of(Verb verb, InstanceId instance) {
    return new Move(instance, verb, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  public Move from(long version) {
    return new Move(instance, verb, OptionalLong.of(version), key, reason);
  }

  public Move key(String idempotencyKey) {
    return new Move(instance, verb, expectedVersion, Optional.of(idempotencyKey), reason);
  }

  public Move because(Optional<String> text) {
    return new Move(instance, verb, expectedVersion, key, text);
  }
}
