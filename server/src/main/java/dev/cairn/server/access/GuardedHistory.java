package dev.cairn.server.access;

import dev.cairn.Checkpoint;
import dev.cairn.Diff;
import dev.cairn.Event;
import dev.cairn.History;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Receipt;
import dev.cairn.RestorePreview;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.JsonPointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was, for those who may see what is: who takes part now reads the whole history, and who was
 * let out reads none of it, not even the part they were in.
 */
final class GuardedHistory implements History {
  private final Guard guard;
  private final History inner;

  GuardedHistory(Guard guard) {
    this.guard = guard;
    this.inner = guard.cairn().history();
  }

  /** The history of an instance that may be read. */
  private History of(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner;
  }

  @Override
  public Instance at(InstanceId id, long version) {
    return of(id).at(id, version);
  }

  @Override
  public Optional<Instance> asOf(InstanceId id, Instant time) {
    return of(id).asOf(id, time);
  }

  @Override
  public Page<VersionEntry> versions(InstanceId id, VersionQuery query) {
    return of(id).versions(id, query);
  }

  @Override
  public long count(InstanceId id) {
    return of(id).count(id);
  }

  @Override
  public Diff diff(InstanceId id, long from, long to) {
    return of(id).diff(id, from, to);
  }

  @Override
  public Optional<VersionEntry> lastChange(InstanceId id, JsonPointer path) {
    return of(id).lastChange(id, path);
  }

  @Override
  public Receipt receipt(InstanceId id, long version) {
    return of(id).receipt(id, version);
  }

  @Override
  public List<Receipt> receipts(InstanceId id, long from, int limit) {
    return of(id).receipts(id, from, limit);
  }

  @Override
  public List<Event> events(InstanceId id, long from, int limit) {
    return of(id).events(id, from, limit);
  }

  @Override
  public Checkpoint checkpoint(InstanceId id, String name) {
    guard.check(Operation.CHANGE, id);
    return inner.checkpoint(id, name);
  }

  @Override
  public List<Checkpoint> checkpoints(InstanceId id) {
    return of(id).checkpoints(id);
  }

  @Override
  public RestorePreview preview(InstanceId id, Target target) {
    return of(id).preview(id, target);
  }

  @Override
  public Restored restore(InstanceId id, Target target, Optional<Long> expectedVersion) {
    guard.check(Operation.CHANGE, id);
    return inner.restore(id, target, expectedVersion);
  }

  @Override
  public Instance fork(InstanceId id, long version, Optional<InstanceId> newId) {
    guard.check(Operation.FORK, id);
    newId.ifPresent(new GuardedCreation(guard)::checkFree);
    return inner.fork(id, version, newId);
  }
}
