package dev.cairn.server.access;

import dev.cairn.Archive;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Verification;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Proving and moving what one may see; what erases, or brings in the word of others, is Admin's.
 */
final class GuardedArchive implements Archive {
  private final Guard guard;
  private final Archive inner;

  GuardedArchive(Guard guard) {
    this.guard = guard;
    this.inner = guard.cairn().archive();
  }

  @Override
  public Verification verify(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.verify(id);
  }

  @Override
  public Verification.Summary verifyAll(Consumer<Verification> each) {
    guard.check(Operation.VERIFY_ALL);
    return inner.verifyAll(each);
  }

  @Override
  public byte[] snapshot(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.snapshot(id);
  }

  @Override
  public Instance restoreSnapshot(InstanceId id, byte[] snapshot) {
    guard.check(Operation.CHANGE, id);
    return inner.restoreSnapshot(id, snapshot);
  }

  /** All of them are looked at before the first byte is written. */
  @Override
  public void exportTo(OutputStream out, List<InstanceId> ids) {
    ids.forEach(id -> guard.check(Operation.READ, id));
    inner.exportTo(out, ids);
  }

  @Override
  public List<InstanceId> importFrom(InputStream in) {
    guard.check(Operation.IMPORT);
    return inner.importFrom(in);
  }

  @Override
  public long prune(InstanceId id, long beforeVersion) {
    guard.check(Operation.PRUNE, id);
    return inner.prune(id, beforeVersion);
  }

  @Override
  public long applyRetention() {
    guard.check(Operation.APPLY_RETENTION);
    return inner.applyRetention();
  }

  @Override
  public void purge(InstanceId id) {
    guard.check(Operation.PURGE, id);
    inner.purge(id);
  }
}
