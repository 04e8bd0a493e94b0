package dev.cairn.kernel;

import dev.cairn.Archive;
import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Retention;
import dev.cairn.Verification;
import dev.cairn.store.Snapshot;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Proving, moving and thinning out, for one actor. */
final class ArchiveDoor implements Archive {
  private static final int IDS = 500;

  private final Kernel.Parts parts;
  private final Past past;
  private final String actor;

  ArchiveDoor(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.past = parts.past();
    this.actor = actor;
  }

  @Override
  public Verification verify(InstanceId id) {
    var verification = new Verifier(parts.store()).verify(id);
    if (verification.versions() == 0 && verification.isOk()) {
      throw CairnException.NotFound.instance(id);
    }
    return verification;
  }

  @Override
  public Verification.Summary verifyAll(Consumer<Verification> each) {
    var verifier = new Verifier(parts.store());
    long instances = 0;
    long versions = 0;
    long broken = 0;
    var ids = parts.store().log().ids(Optional.empty(), IDS);
    while (!ids.isEmpty()) {
      for (var id : ids) {
        var verification = verifier.verifyListed(id);
        each.accept(verification);
        instances++;
        versions += verification.versions();
        broken += verification.isOk() ? 0 : 1;
      }
      ids = parts.store().log().ids(Optional.of(ids.getLast()), IDS);
    }
    return new Verification.Summary(instances, versions, broken);
  }

  @Override
  public byte[] snapshot(InstanceId id) {
    return SnapshotFile.write(past.head(id).instance());
  }

  @Override
  public Instance restoreSnapshot(InstanceId id, byte[] snapshot) {
    var head = past.head(id).instance();
    var file = SnapshotFile.read(snapshot);
    file.checkFits(head, parts.registry());
    return new HistoryDoor(parts, actor)
        .restore(id, file.version(), file.state(), Optional.empty(), 1)
        .instance();
  }

  @Override
  public void exportTo(OutputStream out, List<InstanceId> ids) {
    new Exporter(parts, out).write(ids);
  }

  @Override
  public List<InstanceId> importFrom(InputStream in) {
    return new Importer(parts, in).read();
  }

  @Override
  public long prune(InstanceId id, long beforeVersion) {
    var head = past.head(id).instance();
    if (beforeVersion < 1 || beforeVersion > head.version()) {
      throw new CairnException.Invalid(
          "invalid_version",
          "cannot prune before version " + beforeVersion + " of " + head.version(),
          "name a version from 1 to the current one, which is kept");
    }
    if (isPruned(id, beforeVersion)) {
      return 0;
    }
    var keep = new ArrayList<Snapshot>();
    for (var version : kept(id, beforeVersion)) {
      keep.add(new Snapshot(id, version, past.at(id, version).state()));
    }
    long forgotten = readable(id, beforeVersion) - (keep.size() - 1);
    parts.store().log().erase(id, beforeVersion, keep);
    parts.feeds().erased();
    return Math.max(0, forgotten);
  }

  /** Whether more than this was forgotten before. */
  private boolean isPruned(InstanceId id, long version) {
    var snapshot = parts.store().log().snapshot(id, version);
    boolean kept = snapshot.filter(it -> it.version() == version).isPresent();
    return past.revision(id, version).body().isEmpty() && !kept;
  }

  /** The versions that need a snapshot of their own: checkpoints, and the first that goes on. */
  private List<Long> kept(InstanceId id, long before) {
    var versions = new ArrayList<Long>();
    parts.store().log().checkpoints(id).stream()
        .map(Checkpoint::version)
        .filter(version -> version < before)
        .distinct()
        .forEach(versions::add);
    versions.add(before);
    return versions;
  }

  private long readable(InstanceId id, long before) {
    long count = 0;
    long from = 1;
    while (from < before) {
      var chunk = parts.store().log().revisions(id, from, before - 1, IDS);
      count += chunk.stream().filter(revision -> revision.body().isPresent()).count();
      from += IDS;
    }
    return count;
  }

  @Override
  public long applyRetention() {
    long forgotten = 0;
    var ids = parts.store().log().ids(Optional.empty(), IDS);
    while (!ids.isEmpty()) {
      for (var head : parts.heads().findAll(ids).values()) {
        forgotten += retain(head.instance());
      }
      ids = parts.store().log().ids(Optional.of(ids.getLast()), IDS);
    }
    return forgotten;
  }

  private long retain(Instance head) {
    var retention = parts.registry().blueprint(head.origin()).definition().retention();
    var before = retention.flatMap(it -> firstKept(head, it)).filter(version -> version > 1);
    return before.map(version -> prune(head.id(), version)).orElse(0L);
  }

  /** The oldest version that a retention keeps; the current one is always kept. */
  private Optional<Long> firstKept(Instance head, Retention retention) {
    long byCount =
        retention.keepVersions().map(most -> head.version() - most + 1).orElse(head.version());
    long byAge =
        retention
            .keepFor()
            .map(age -> parts.options().clock().instant().minus(age))
            .map(time -> past.versionAt(head.id(), time).orElse(0L) + 1)
            .orElse(head.version());
    long first = Math.min(Math.min(byCount, byAge), head.version());
    return first < 1 ? Optional.empty() : Optional.of(first);
  }

  @Override
  public void purge(InstanceId id) {
    if (!past.headOrTombstone(id).instance().isDeleted()) {
      new WorkflowsDoor(parts, actor).delete(id);
    }
    var tombstone = past.headOrTombstone(id).instance();
    // Deleting took a snapshot of the tombstone, so that nothing before it is needed any more.
    parts.store().log().erase(id, tombstone.version(), List.of());
    parts.feeds().erased();
    parts.projector().fold();
  }
}
