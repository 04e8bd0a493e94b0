package dev.cairn.store;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Wake;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive new versions of one instance and what becomes of its head.
 *
 * @param baseVersion the version that the head must be at; 0 makes a new instance
 * @param fence the grant under which it is written, if any
 * @param laneFence the grant of the lane under which it is written, if any
 * @param wakeBefore of the head at {@code baseVersion}, where that is known
 * @param head after the last of {@code revisions}
 */
public record Append(
    long baseVersion,
    Optional<Fence> fence,
    Head head,
    List<Revision> revisions,
    List<Snapshot> snapshots,
    List<Checkpoint> checkpoints,
    Optional<Fence> laneFence,
    Optional<Wake> wakeBefore) {

  public Append {
    revisions = List.copyOf(revisions);
    snapshots = List.copyOf(snapshots);
    checkpoints = List.copyOf(checkpoints);
    boolean consecutive =
        !revisions.isEmpty()
            && revisions.getFirst().version() == baseVersion + 1
            && revisions.getLast().version() == baseVersion + revisions.size()
            && head.instance().version() == revisions.getLast().version();
    if (!consecutive) {
      throw new IllegalArgumentException("versions must follow " + baseVersion + " without a gap");
    }
  }

  /** An append by nobody who holds the lane. */
  public Append(
      long baseVersion,
      Optional<Fence> fence,
      Head head,
      List<Revision> revisions,
      List<Snapshot> snapshots,
      List<Checkpoint> checkpoints) {
    this(
        baseVersion,
        fence,
        head,
        revisions,
        snapshots,
        checkpoints,
        Optional.empty(),
        Optional.empty());
  }

  /** The same append under a grant of the lane. */
  public Append underLane(Fence grant) {
    return new Append(
        baseVersion,
        fence,
        head,
        revisions,
        snapshots,
        checkpoints,
        Optional.of(grant),
        wakeBefore);
  }

  /** When the engine has to look at the instance after this. */
  public Wake wake() {
    return Wake.of(head.instance().state());
  }

  public InstanceId id() {
    return head.instance().id();
  }
}
