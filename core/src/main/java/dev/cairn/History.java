package dev.cairn;

import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was: every version of an instance, and going back. Versions stay as they were for ever,
 * unless pruned ({@link CairnException.Gone}). Safe for use by many threads.
 */
public interface History {

  /**
   * The instance as it was at a version.
   *
   * @throws CairnException.NotFound when there is no such version
   * @throws CairnException.Gone when it has been pruned
   */
  Instance at(InstanceId id, long version);

  /** The instance as it was at a time; empty before its first commit. */
  Optional<Instance> asOf(InstanceId id, Instant time);

  /** The versions that match, a page of them. */
  Page<VersionEntry> versions(InstanceId id, VersionQuery query);

  /** How many versions there are, pruned ones included. */
  long count(InstanceId id);

  /** What changed from one version to another, in either direction. */
  Diff diff(InstanceId id, long from, long to);

  /** The last commit that changed the value at a path of the state, such as /context/title. */
  Optional<VersionEntry> lastChange(InstanceId id, JsonPointer path);

  /** The receipt of a version; it outlives pruning, deleting and purging. */
  Receipt receipt(InstanceId id, long version);

  /** Receipts from a version on, ascending, at most 1,000 at a time. */
  List<Receipt> receipts(InstanceId id, long from, int limit);

  /** The audit log: events of versions from {@code from} on, ascending; of 1,000 at most. */
  List<Event> events(InstanceId id, long from, int limit);

  /**
   * Names a version, which pruning then keeps.
   *
   * @throws CairnException.AlreadyExists when the name is taken by another version
   */
  Checkpoint checkpoint(InstanceId id, String name);

  /** All checkpoints, by version and then name. */
  List<Checkpoint> checkpoints(InstanceId id);

  /** What a restore would change, and what lies after its target. */
  RestorePreview preview(InstanceId id, Target target);

  /**
   * Makes a new version whose state equals an earlier one, after a safety checkpoint of the current
   * version, in one transaction.
   *
   * @param expectedVersion the version that the caller looked at
   * @throws CairnException.Refused on a conflict, or when the instance has ended: fork it instead
   */
  Restored restore(InstanceId id, Target target, Optional<Long> expectedVersion);

  /** Makes a new instance from a version of this one. They share nothing that can change. */
  Instance fork(InstanceId id, long version, Optional<InstanceId> newId);

  /** Where to go back to. */
  sealed interface Target {
    record ToVersion(long version) implements Target {}

    record ToCheckpoint(String name) implements Target {}
  }

  /** What a restore did. */
  record Restored(Instance instance, Checkpoint safetyCheckpoint) {
    public JsonObject toJson() {
      return JsonObject.of(
          "instance", instance.toJson(), "safetyCheckpoint", safetyCheckpoint.toJson());
    }
  }
}
