package dev.cairn;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/** Proving, moving and thinning out what is stored. */
public interface Archive {

  /** Recomputes every state, receipt and projection of an instance; names the first break. */
  Verification verify(InstanceId id);

  /**
   * Verifies every instance, deleted ones included.
   *
   * @param each is told of each instance as it is done
   * @return what {@link #verify(InstanceId)} found, summed up
   */
  Verification.Summary verifyAll(Consumer<Verification> each);

  /**
   * One state, portable and checksummed: the bytes can be kept anywhere.
   *
   * @throws CairnException.NotFound when there is no such instance
   */
  byte[] snapshot(InstanceId id);

  /**
   * Makes the state of a snapshot the current one, as a restore does.
   *
   * @throws CairnException.Invalid when the bytes are no snapshot, are damaged, are of another
   *     format, another instance or a newer schema
   */
  Instance restoreSnapshot(InstanceId id, byte[] snapshot);

  /** Writes whole instances with history, receipts and checkpoints, as lines of JSON. */
  void exportTo(OutputStream out, List<InstanceId> ids);

  /**
   * Reads what {@link #exportTo} wrote. Every instance is verified, then kept whole, or not at all.
   *
   * @return the ids that were imported
   * @throws CairnException.AlreadyExists when an id is taken
   * @throws CairnException.Integrity when an instance does not verify
   */
  List<InstanceId> importFrom(InputStream in);

  /**
   * Forgets the bodies of all versions before one, except checkpoints. Receipts stay, and the chain
   * still verifies.
   *
   * @return how many versions are no longer readable that were
   */
  long prune(InstanceId id, long beforeVersion);

  /**
   * Prunes every instance as the {@link Retention} of its definition says; those whose definition
   * has none are left alone.
   *
   * @return how many versions are no longer readable that were
   */
  long applyRetention();

  /**
   * Deletes an instance and erases every body: context, step data, mutations, reasons, checkpoint
   * states. Hashes, actors and times stay, so that the chain still verifies.
   */
  void purge(InstanceId id);
}
