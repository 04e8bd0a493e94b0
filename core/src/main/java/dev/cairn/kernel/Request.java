package dev.cairn.kernel;

import dev.cairn.Checkpoint;
import dev.cairn.Commit;
import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Move.Verb;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.OnConflict;
import dev.cairn.Receipt;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A commit on its way to the store, and who makes it.
 *
 * @param verb the life cycle call that it is, which says from where it is legal
 * @param safety the name of a checkpoint to keep of the version that is met
 * @param laneFence the grant of the lane under which it is made, if any
 * @param requestHash of what the caller asked for, which a repeated key is compared with
 */
record Request(
    Commit commit,
    Kind kind,
    String actor,
    Optional<Verb> verb,
    Optional<String> safety,
    Sha256 requestHash,
    Optional<Fence> laneFence) {

  Request(
      Commit commit,
      Kind kind,
      String actor,
      Optional<Verb> verb,
      Optional<String> safety,
      Sha256 requestHash) {
    this(commit, kind, actor, verb, safety, requestHash, Optional.empty());
  }

  static Request of(Commit commit, String actor) {
    return new Request(
        commit, Kind.COMMIT, actor, Optional.empty(), Optional.empty(), hash(commit.mutations()));
  }

  static Request internal(Kind kind, Commit commit, String actor) {
    return new Request(
        commit, kind, actor, Optional.empty(), Optional.empty(), hash(commit.mutations()));
  }

  Request verb(Verb called) {
    return new Request(commit, kind, actor, Optional.of(called), safety, requestHash, laneFence);
  }

  Request safety(String checkpoint) {
    return new Request(commit, kind, actor, verb, Optional.of(checkpoint), requestHash, laneFence);
  }

  /** The same request, made as another commit: a merge rebases it, its key stays the same. */
  Request rebased(Commit other) {
    return new Request(other, kind, actor, verb, safety, requestHash, laneFence);
  }

  Request underLane(Fence grant) {
    return new Request(commit, kind, actor, verb, safety, requestHash, Optional.of(grant));
  }

  private static Sha256 hash(List<Mutation> mutations) {
    return JsonArray.copyOf(mutations.stream().<Json>map(Mutation::toJson).toList()).hash();
  }

  InstanceId id() {
    return commit.instance();
  }

  Optional<Receipt.Key> key() {
    return commit.key().map(text -> new Receipt.Key(text, requestHash));
  }

  /** What a creation begins with; empty for a commit on what exists. */
  Optional<Internal.Create> creation() {
    return !commit.mutations().isEmpty()
            && commit.mutations().getFirst() instanceof Internal.Create create
        ? Optional.of(create)
        : Optional.empty();
  }

  /** Whether the commit may be made on {@code version}, as far as it says. */
  boolean expects(long version) {
    return commit.expectedVersion().isEmpty()
        || commit.onConflict() == OnConflict.RETRY
        || commit.expectedVersion().getAsLong() == version;
  }

  Optional<Checkpoint.Origin> checkpointOrigin() {
    return safety.map(name -> Checkpoint.Origin.SAFETY);
  }
}
