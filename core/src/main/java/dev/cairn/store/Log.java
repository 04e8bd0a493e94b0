package dev.cairn.store;

import dev.cairn.Checkpoint;
import dev.cairn.InstanceId;
import dev.cairn.VersionQuery;
import java.util.List;
import java.util.Optional;

/** The append-only log of commits, with the head of each instance kept in the same write. */
public interface Log {

  /**
   * Writes a group in one durable transaction. All belong to {@code lane}, and no instance comes
   * twice. Each member stands alone: it is written whole when its guard holds, and not at all
   * otherwise. The guard is part of the write: the head is at {@link Append#baseVersion} (there is
   * none, for 0), its fence is not newer than {@link Append#fence}, the fence of the lane is not
   * newer than {@link Append#laneFence}, and none of the idempotency keys has been used on the
   * instance.
   *
   * @return an outcome for each member, in order
   */
  List<Outcome> append(int lane, List<Append> group);

  /**
   * Writes all members in one durable transaction when every guard holds, and nothing otherwise. No
   * instance comes twice; lanes may differ.
   *
   * @return an outcome for each member; unless all are appended, none was written, and those whose
   *     guard fails are refused
   */
  List<Outcome> appendTogether(List<Append> group);

  /** Whether the guard of an append held. */
  enum Outcome {
    APPENDED,
    REFUSED
  }

  /** Reads heads, one answer for each question, in order, in one round trip. */
  List<HeadRead> heads(List<Known> wanted);

  /**
   * A question for a head. It is answered with {@link HeadRead.Unchanged} when it is still at
   * {@code version}; 0 asks for it in any case.
   */
  record Known(InstanceId id, long version) {}

  /** The revision that a key was used for. */
  Optional<Revision> byKey(InstanceId id, String key);

  /** Revisions {@code from} to {@code to}, both inclusive, ascending, at most {@code limit}. */
  List<Revision> revisions(InstanceId id, long from, long to, int limit);

  /**
   * Revisions that match, at most {@code query.limit() + 1}; bodies may be left out but reasons.
   */
  List<Revision> find(InstanceId id, VersionQuery query);

  /** The newest snapshot at or before a version. */
  Optional<Snapshot> snapshot(InstanceId id, long atOrBefore);

  /** The snapshots from a version on, ascending, at most {@code limit}. */
  List<Snapshot> snapshots(InstanceId id, long from, int limit);

  /**
   * Keeps a checkpoint.
   *
   * @return the one of that name that is kept, which may be an older one
   */
  Checkpoint addCheckpoint(Checkpoint checkpoint);

  /** All checkpoints of an instance, by version and name. */
  List<Checkpoint> checkpoints(InstanceId id);

  /**
   * In one transaction: keeps {@code keep}, then erases the bodies of the versions before {@code
   * before}, leaving their body hashes, and removes all other snapshots before it.
   */
  void erase(InstanceId id, long before, List<Snapshot> keep);

  /**
   * The newest entry of each lane that has one. The order of a lane's positions is the order in
   * which its commits became visible: once one is seen, none before it will still appear.
   */
  List<Entry> newest();

  /** The entries of a lane after a position, ascending, at most {@code limit}. */
  List<Entry> following(int lane, long position, int limit);

  /** The entries of an instance from a version on, ascending, at most {@code limit}. */
  List<Entry> entries(InstanceId id, long from, int limit);

  /** A revision, and its place in the order of its lane; positions may leave numbers out. */
  record Entry(int lane, long position, Revision revision) {}

  /** Ids after one, in their order, deleted ones included. */
  List<InstanceId> ids(Optional<InstanceId> after, int limit);
}
