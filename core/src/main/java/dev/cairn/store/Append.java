package dev.cairn.store;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.InstanceId;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive new versions of one instance and what becomes of its head.
 *
 * @param baseVersion the version that the head must be at; 0 makes a new instance
 * @param fence the grant under which it is written, if any
 * @param head after the last of {@code revisions}
 */
public record Append(
    long baseVersion,
    Optional<Fence> fence,
    Head head,
    List<Revision> revisions,
    List<Snapshot> snapshots,
    List<Checkpoint> checkpoints) {

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

  public InstanceId id() {
    return head.instance().id();
  }
}
