package dev.cairn;

import java.time.Instant;
import java.util.Optional;

/** What an instance is from its first commit to its last. */
public record Origin(
    InstanceId id,
    String definitionId,
    int definitionVersion,
    UserId owner,
    Instant createdAt,
    Optional<InstanceId> parent,
    Optional<Ancestor> forkedFrom) {

  /** The version of another instance that this one was made from. */
  public record Ancestor(InstanceId id, long version) {}
}
