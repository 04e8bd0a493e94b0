package dev.cairn.sql;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Origin;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import dev.cairn.store.Log.Known;
import dev.cairn.store.Log.Outcome;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import dev.cairn.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An instance as a kernel would write it; each commit makes the next case. */
record Case(Instance instance, Optional<Revision> revision, Fence fence, long snapshotVersion) {
  static final Instant START = Instant.parse("2026-01-31T09:30:00.000001Z");

  static Case of(UserId owner, UUID id) {
    return of(owner, id, "Order", State.initial());
  }

  static Case of(UserId owner, UUID id, String definition, State state) {
    var origin =
        new Origin(
            new InstanceId(id), definition, 1, owner, START, Optional.empty(), Optional.empty());
    return of(origin, state);
  }

  /** Before its first commit. */
  static Case of(Origin origin, State state) {
    var instance =
        new Instance(
            origin, state, 0, Receipt.NOTHING, Receipt.NOTHING, origin.createdAt(), "nobody");
    return new Case(instance, Optional.empty(), Fence.NONE, 0);
  }

  InstanceId id() {
    return instance.id();
  }

  int lane(Store store) {
    return Lanes.of(id(), store.traits().lanes());
  }

  /** The same as another has moved it on. */
  Case at(Revision newest) {
    var moved =
        new Instance(
            instance.origin(),
            instance.state(),
            newest.version(),
            newest.checksum(),
            newest.hash(),
            newest.committedAt(),
            newest.actor());
    return new Case(moved, Optional.of(newest), fence, snapshotVersion);
  }

  Case next() {
    return next(instance.state(), Optional.empty());
  }

  Case next(String key) {
    return next(
        instance.state(), Optional.of(new Receipt.Key(key, Sha256.ofUtf8("request " + key))));
  }

  Case next(State state) {
    return next(state, Optional.empty());
  }

  Case next(State state, Optional<Receipt.Key> key) {
    long version = instance.version() + 1;
    var now = instance.updatedAt().plusNanos(version * 1_000);
    var body =
        new Receipt.Body(
            version % 2 == 0 ? Optional.of("because " + version) : Optional.empty(),
            JsonArray.of(JsonObject.of("type", "setContext", "context", state.context())));
    var receipt =
        Receipt.following(
            instance.receiptHash(),
            instance.checksum(),
            id(),
            version,
            version == 1 ? Kind.CREATE : Kind.COMMIT,
            "ada",
            now,
            List.of(state.status()),
            key,
            body,
            state.checksum());
    var moved =
        new Instance(
            instance.origin(), state, version, state.checksum(), receipt.hash(), now, "ada");
    return new Case(moved, Optional.of(Revision.of(receipt)), fence, snapshotVersion);
  }

  Case with(Fence granted) {
    return new Case(instance, revision, granted, snapshotVersion);
  }

  Case with(String member, Json value) {
    return next(instance.state().with(member, value));
  }

  Case with(Status status) {
    return with(State.STATUS, Json.of(status.toString()));
  }

  /** The commit that made this version. */
  Append append() {
    return append(List.of(), List.of());
  }

  Append append(List<Snapshot> snapshots, List<Checkpoint> checkpoints) {
    long newest = snapshots.stream().mapToLong(Snapshot::version).max().orElse(snapshotVersion);
    return new Append(
        instance.version() - 1,
        Optional.empty(),
        new Head(instance, fence, newest, 100 * instance.version()),
        List.of(revision.orElseThrow()),
        snapshots,
        checkpoints);
  }

  Append under(Fence grant) {
    var it = append();
    return new Append(
        it.baseVersion(),
        Optional.of(grant),
        new Head(instance, grant, snapshotVersion, 0),
        it.revisions(),
        List.of(),
        List.of());
  }

  Snapshot snapshot() {
    return new Snapshot(id(), instance.version(), instance.state());
  }

  Checkpoint checkpoint(String name) {
    return new Checkpoint(
        id(),
        name,
        instance.version(),
        Checkpoint.Origin.MANUAL,
        "ada",
        START,
        instance.checksum());
  }

  Case into(Store store) {
    if (!write(store).equals(List.of(Outcome.APPENDED))) {
      throw new AssertionError("refused: " + instance);
    }
    return this;
  }

  List<Outcome> write(Store store) {
    return store.log().append(lane(store), List.of(append()));
  }

  static HeadRead head(Log log, InstanceId id) {
    return log.heads(List.of(new Known(id, 0))).getFirst();
  }

  static HeadRead.Found found(Log log, InstanceId id) {
    return (HeadRead.Found) head(log, id);
  }

  /** Folds all that is there, as a kernel would that knows these cases. */
  static void fold(Store store, List<Case> cases) {
    for (var progress : store.documents().progress()) {
      var heads = new ArrayList<Instance>();
      cases.stream()
          .filter(it -> it.lane(store) == progress.lane())
          .forEach(it -> heads.add(it.instance()));
      store.documents().fold(progress.lane(), progress.position(), heads);
    }
  }
}
