package dev.cairn.kernel;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Origin;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits of one instance that are written together, each its own version. It begins with the head
 * that was read (none, for an instance to be created) and knows the head that would follow.
 */
final class Chain {
  /** How many versions may lie between two snapshots: bounds what reading an old one takes. */
  private static final int SNAPSHOT_DISTANCE_MAX = 256;

  private static final int SNAPSHOT_DISTANCE_MIN = 16;

  private final Optional<Head> base;
  private final int checkpointEvery;
  private final List<Revision> revisions = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private Optional<Head> head;
  private Optional<Fence> fence = Optional.empty();
  private Optional<Fence> laneFence = Optional.empty();

  Chain(Optional<Head> head, int checkpointEvery) {
    this.head = head;
    this.base = head;
    this.checkpointEvery = checkpointEvery;
  }

  Optional<Head> head() {
    return head;
  }

  /** Whether it begins with the very head that the other one begins with, which has no commits. */
  boolean beginsLike(Chain other) {
    return other.isEmpty() && base.map(Chain::identity).equals(other.base.map(Chain::identity));
  }

  /** The chain of receipts tells heads apart. */
  private static Object identity(Head head) {
    return List.of(head.instance().receiptHash(), head.fence());
  }

  boolean isEmpty() {
    return revisions.isEmpty();
  }

  /** Adds the first version of an instance. */
  Receipt begin(Request request, Internal.Create create, Decision.Next next, Instant now) {
    return add(request, request.kind(), create.origin(), next, now);
  }

  /** Adds a version to the one before. */
  Receipt add(Request request, Kind kind, Decision.Next next, Instant now) {
    var instance = head.orElseThrow().instance();
    request.safety().ifPresent(name -> keep(instance, name, request.checkpointOrigin(), now));
    return add(request, kind, instance.origin(), next, now);
  }

  private Receipt add(Request request, Kind kind, Origin origin, Decision.Next next, Instant now) {
    var before = head.map(Head::instance);
    var body =
        new Receipt.Body(
            request.commit().reason(),
            JsonArray.copyOf(next.recorded().stream().<Json>map(Mutation::toJson).toList()));
    var receipt =
        Receipt.following(
            before.map(Instance::receiptHash).orElse(Receipt.NOTHING),
            before.map(Instance::checksum).orElse(Receipt.NOTHING),
            origin.id(),
            before.map(Instance::version).orElse(0L) + 1,
            kind,
            request.actor(),
            now,
            next.statuses(),
            kind == request.kind() ? request.key() : Optional.empty(),
            body,
            next.state().checksum());
    advance(request, origin, next.state(), receipt, body);
    return receipt;
  }

  private void advance(
      Request request, Origin origin, State state, Receipt receipt, Receipt.Body body) {
    var instance =
        new Instance(
            origin,
            state,
            receipt.version(),
            receipt.checksumAfter(),
            receipt.hash(),
            receipt.committedAt(),
            receipt.actor());
    revisions.add(Revision.of(receipt));
    if (request.commit().fence().isPresent()) {
      fence = request.commit().fence();
    }
    if (request.laneFence().isPresent()) {
      laneFence = request.laneFence();
    }
    head = Optional.of(account(instance, receipt.kind(), body));
    automaticCheckpoint(instance);
  }

  /** Keeps account of what a reader must replay, and takes a snapshot when that is too much. */
  private Head account(Instance instance, Kind kind, Receipt.Body body) {
    var newFence = fence.or(() -> head.map(Head::fence)).orElse(Fence.NONE);
    if (head.isEmpty()) {
      // The first commit holds the whole state: it is as good as a snapshot.
      return new Head(instance, newFence, instance.version(), 0);
    }
    long snapshotVersion = head.get().snapshotVersion();
    long deltaBytes = head.get().deltaBytes() + body.mutations().byteCount();
    long distance = instance.version() - snapshotVersion;
    boolean costly =
        distance >= SNAPSHOT_DISTANCE_MIN && deltaBytes >= 2L * instance.state().json().byteCount();
    if (costly || distance >= SNAPSHOT_DISTANCE_MAX || kind == Kind.DELETE) {
      snapshots.add(new Snapshot(instance.id(), instance.version(), instance.state()));
      return new Head(instance, newFence, instance.version(), 0);
    }
    return new Head(instance, newFence, snapshotVersion, deltaBytes);
  }

  private void automaticCheckpoint(Instance instance) {
    if (checkpointEvery > 0 && instance.version() % checkpointEvery == 0) {
      keep(
          instance,
          "auto-" + instance.version(),
          Optional.of(Checkpoint.Origin.AUTOMATIC),
          instance.updatedAt());
    }
  }

  private void keep(
      Instance instance, String name, Optional<Checkpoint.Origin> origin, Instant now) {
    checkpoints.add(
        new Checkpoint(
            instance.id(),
            name,
            instance.version(),
            origin.orElse(Checkpoint.Origin.MANUAL),
            instance.lastModifiedBy(),
            now,
            instance.checksum()));
  }

  /** The receipt that this chain gives for a key, if one of its commits carries it. */
  Optional<Receipt.Key> key(String text) {
    return revisions.stream()
        .flatMap(it -> it.key().stream())
        .filter(key -> key.text().equals(text))
        .findFirst();
  }

  Status status() {
    return head.orElseThrow().instance().status();
  }

  Append toAppend() {
    return new Append(
        base.map(it -> it.instance().version()).orElse(0L),
        fence,
        head.orElseThrow(),
        revisions,
        snapshots,
        checkpoints,
        laneFence,
        base.map(it -> Wake.of(it.instance().state())));
  }
}
