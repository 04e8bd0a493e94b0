package dev.cairn.context;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Optional;

/** Where a context stands: made by hand, or read from the store. */
public sealed interface Place {

  /** Not saved yet. The id is generated when it is left out. */
  record New(Optional<InstanceId> id) implements Place {}

  /** As it was read or saved: the next save states {@code version}, and is refused if it moved. */
  record Saved(
      InstanceId id,
      long version,
      Sha256 checksum,
      Instant createdAt,
      Instant updatedAt,
      String lastModifiedBy,
      Optional<Instant> startedAt,
      Optional<Instant> pausedAt,
      Optional<Instant> endedAt)
      implements Place {

    static Saved of(Instance instance) {
      return new Saved(
          instance.id(),
          instance.version(),
          instance.checksum(),
          instance.origin().createdAt(),
          instance.updatedAt(),
          instance.lastModifiedBy(),
          instance.state().startedAt(),
          instance.state().pausedAt(),
          instance.state().endedAt());
    }
  }
}
