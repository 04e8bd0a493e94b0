package dev.cairn.testkit;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Origin;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The history of one instance as a store sees it, made without a kernel. Immutable: two that follow
 * from one are two futures, of which a store takes one.
 */
record Rows(Origin origin, Fence fence, List<Instance> versions, List<Revision> revisions) {
  static final String DEFINITION = "Create-PRD";
  static final String OWNER = "mia";
  static final UserId OWNER_ID = new UserId(new UUID(7, 7));
  static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00.000001Z");

  Rows {
    versions = List.copyOf(versions);
    revisions = List.copyOf(revisions);
  }

  /** What is special about a commit. */
  record Act(Kind kind, String actor, Instant at, Optional<Receipt.Key> key, Fence fence) {}

  static Rows of(long id) {
    return of(new InstanceId(new UUID(id, id)));
  }

  static Rows of(InstanceId id) {
    return of(new Origin(id, DEFINITION, 1, OWNER_ID, BEGIN, Optional.empty(), Optional.empty()));
  }

  static Rows of(Origin origin) {
    return new Rows(origin, Fence.NONE, List.of(), List.of());
  }

  /** A history that begins with this context. */
  static Rows begun(long id, JsonObject context) {
    return of(id).then(State.initial().with(State.CONTEXT, context));
  }

  Rows then(State next) {
    return then(next, act());
  }

  Rows then(UnaryOperator<State> change) {
    return then(change.apply(head().state()));
  }

  /** With a context that says how often this was called. */
  Rows then() {
    return then(next());
  }

  State next() {
    var state = versions.isEmpty() ? State.initial() : head().state();
    return state.with(State.CONTEXT, JsonObject.of("n", versions.size() + 1));
  }

  Act act() {
    var kind = versions.isEmpty() ? Kind.CREATE : Kind.COMMIT;
    return new Act(kind, OWNER, BEGIN.plusSeconds(versions.size()), Optional.empty(), fence);
  }

  Rows then(State next, Act act) {
    var before = versions.isEmpty() ? Optional.<Instance>empty() : Optional.of(head());
    var receipt = receipt(before, next, act);
    var instance =
        new Instance(
            origin,
            next,
            receipt.version(),
            receipt.checksumAfter(),
            receipt.hash(),
            act.at(),
            act.actor());
    return new Rows(
        origin,
        act.fence(),
        Stream.concat(versions.stream(), Stream.of(instance)).toList(),
        Stream.concat(revisions.stream(), Stream.of(Revision.of(receipt))).toList());
  }

  private Receipt receipt(Optional<Instance> before, State next, Act act) {
    var statuses = Stream.concat(before.map(Instance::status).stream(), Stream.of(next.status()));
    return Receipt.following(
        before.map(Instance::receiptHash).orElse(Receipt.NOTHING),
        before.map(Instance::checksum).orElse(Receipt.NOTHING),
        origin.id(),
        versions.size() + 1L,
        act.kind(),
        act.actor(),
        act.at(),
        statuses.distinct().toList(),
        act.key(),
        body(next),
        next.checksum());
  }

  private Receipt.Body body(State next) {
    var reason = "because of " + (versions.size() + 1);
    var mutation = new Mutation.SetContext(next.context()).toJson();
    return new Receipt.Body(Optional.of(reason), JsonArray.of(mutation));
  }

  InstanceId id() {
    return origin.id();
  }

  long version() {
    return versions.size();
  }

  Instance head() {
    return versions.getLast();
  }

  Revision last() {
    return revisions.getLast();
  }

  Receipt.Key key(String text) {
    return new Receipt.Key(text, Json.of(text).hash());
  }

  /** The last version alone. */
  Append append() {
    return since(version() - 1);
  }

  /** All versions after one. */
  Append since(long base) {
    return since(base, List.of(), List.of());
  }

  Append since(long base, List<Snapshot> snapshots, List<Checkpoint> checkpoints) {
    long snapshotVersion = snapshots.isEmpty() ? 0 : snapshots.getLast().version();
    return new Append(
        base,
        fence.equals(Fence.NONE) ? Optional.empty() : Optional.of(fence),
        new Head(head(), fence, snapshotVersion, 100 * version()),
        revisions.subList((int) base, revisions.size()),
        snapshots,
        checkpoints);
  }

  Snapshot snapshot(long version) {
    return new Snapshot(id(), version, versions.get((int) version - 1).state());
  }

  Checkpoint checkpoint(String name, long version) {
    return new Checkpoint(
        id(),
        name,
        version,
        Checkpoint.Origin.MANUAL,
        OWNER,
        BEGIN,
        versions.get((int) version - 1).checksum());
  }

  /** What a store answers that has all of this, no document and no snapshot. */
  HeadRead.Found found() {
    var head = head();
    return new HeadRead.Found(
        origin,
        head.status(),
        head.version(),
        head.checksum(),
        head.receiptHash(),
        head.updatedAt(),
        head.lastModifiedBy(),
        fence,
        0,
        100 * version(),
        dev.cairn.Wake.of(head.state()),
        0,
        Optional.empty(),
        revisions);
  }

  /** A state of another status; the times that every path to it sets are set. */
  static State in(State state, Status status, Instant at) {
    var text = Json.of(dev.cairn.Times.format(at));
    var there = state.with(State.STATUS, Json.of(status.toString()));
    if (status == Status.RUNNING) {
      return there.with(State.STARTED_AT, text).with(State.CURRENT_STEP, Json.of(1));
    }
    return status.isTerminal() ? there.with(State.ENDED_AT, text) : there;
  }
}
