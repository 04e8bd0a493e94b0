package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Options;
import dev.cairn.Origin;
import dev.cairn.State;
import dev.cairn.store.Head;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import dev.cairn.store.Store;
import java.time.Instant;
import java.util.Optional;

/** Rebuilds earlier versions: the nearest snapshot, and the commits from there. */
final class Past {
  private static final int CHUNK = 500;

  private final Log log;
  private final Heads heads;
  private final Options.Verification verification;

  Past(Store store, Heads heads, Options options) {
    this.log = store.log();
    this.heads = heads;
    this.verification = options.verification();
  }

  /**
   * The head that readers may see.
   *
   * @throws CairnException.NotFound when there is none
   */
  Head head(InstanceId id) {
    return heads.find(id).orElseThrow(() -> CairnException.NotFound.instance(id));
  }

  /** The head, or what is left of a deleted one: its receipts outlive it. */
  Head headOrTombstone(InstanceId id) {
    return Optional.ofNullable(heads.confirmed(java.util.List.of(id)).get(id))
        .orElseThrow(() -> CairnException.NotFound.instance(id));
  }

  Instance at(InstanceId id, long version) {
    var head = head(id).instance();
    if (version < 1 || version > head.version()) {
      throw CairnException.NotFound.version(id, version, head.version());
    }
    return version == head.version() ? head : rebuild(head.origin(), version);
  }

  /** The same for an instance that may be deleted: its versions outlive it until it is purged. */
  Instance atOrTombstone(InstanceId id, long version) {
    var head = headOrTombstone(id).instance();
    return version == head.version() ? head : rebuild(head.origin(), version);
  }

  /** The instance that a revision made of the one before, which is empty for the first. */
  Instance following(Optional<Instance> before, Revision revision) {
    var known = heads.remembered(revision);
    if (known.isPresent()) {
      return known.get();
    }
    var origin = before.map(Instance::origin).or(() -> origin(revision));
    if (origin.isEmpty() || revision.body().isEmpty()) {
      return atOrTombstone(revision.instance(), revision.version());
    }
    var state = Replay.step(before.map(Instance::state).orElse(Replay.NOTHING), revision);
    return instance(origin.get(), state, revision);
  }

  /** What a first commit says of the instance that it makes. */
  private static Optional<Origin> origin(Revision revision) {
    return revision
        .body()
        .flatMap(body -> body.mutations().find(0))
        .map(Mutation::parse)
        .filter(Mutation.Internal.Create.class::isInstance)
        .map(it -> ((Mutation.Internal.Create) it).origin());
  }

  private Instance rebuild(Origin origin, long version) {
    var id = origin.id();
    var base = log.snapshot(id, version);
    var state = base.map(Snapshot::state).orElse(Replay.NOTHING);
    long at = base.map(Snapshot::version).orElse(0L);
    var last = Optional.<Revision>empty();
    while (at < version) {
      var chunk = log.revisions(id, at + 1, version, CHUNK);
      if (chunk.isEmpty()) {
        throw new CairnException.Integrity(id, at + 1, "the log has no such version");
      }
      state = Replay.forward(state, at, chunk);
      at = chunk.getLast().version();
      last = Optional.of(chunk.getLast());
    }
    return instance(origin, state, last.orElseGet(() -> revision(id, version)));
  }

  private Instance instance(Origin origin, State state, Revision revision) {
    boolean trusted = verification == Options.Verification.NEVER;
    if (!trusted && !state.checksum().equals(revision.checksum())) {
      throw new CairnException.Integrity(
          origin.id(),
          revision.version(),
          "the state does not have the checksum that was committed");
    }
    return new Instance(
        origin,
        state,
        revision.version(),
        revision.checksum(),
        revision.hash(),
        revision.committedAt(),
        revision.actor());
  }

  /** The revision of a version that is known to exist. */
  Revision revision(InstanceId id, long version) {
    return log.revisions(id, version, version, 1).stream()
        .findFirst()
        .orElseThrow(
            () -> new CairnException.Integrity(id, version, "the log has no such version"));
  }

  /** The newest version at a time; commit times never go backwards, so that halving finds it. */
  Optional<Long> versionAt(InstanceId id, Instant time) {
    long low = 0;
    long high = head(id).instance().version();
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (revision(id, middle).committedAt().isAfter(time)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(low);
  }
}
