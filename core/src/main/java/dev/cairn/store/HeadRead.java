package dev.cairn.store;

import dev.cairn.Fence;
import dev.cairn.Origin;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a store answers when it is asked for a head. */
public sealed interface HeadRead {

  /** It is still at the version that the asker knows. */
  record Unchanged() implements HeadRead {}

  /** There is no such instance, and never was. */
  record Missing() implements HeadRead {}

  /**
   * The head as it is kept: {@code base} is the state at {@code baseVersion} (the newest document
   * or snapshot; empty and 0 when there is none), and {@code tail} leads from there to {@code
   * version}.
   */
  record Found(
      Origin origin,
      Status status,
      long version,
      Sha256 checksum,
      Sha256 receiptHash,
      Instant updatedAt,
      String lastModifiedBy,
      Fence fence,
      long snapshotVersion,
      long deltaBytes,
      Wake wake,
      long baseVersion,
      Optional<State> base,
      List<Revision> tail)
      implements HeadRead {}
}
