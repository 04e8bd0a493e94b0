package dev.cairn.server.api;

import dev.cairn.Instance;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Instances as they were sent last, so that those which are read again and again are written once.
 * An entry is good for the very object that it was made of, and an instance never changes: whoever
 * may see it may see what is kept of it. Safe for use by many threads.
 */
final class Rendered {
  /** With the most that an entry has: 32 MiB, if all were as large as that. */
  private static final int SLOTS = 1 << 13;

  private static final int BYTES_MAX = 4 << 10;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(SLOTS);

  /** The instance is held by whoever else holds it: the kernel says how many are kept. */
  private static final class Entry extends WeakReference<Instance> {
    private final byte[] bytes;

    Entry(Instance of, byte[] bytes) {
      super(of);
      this.bytes = bytes;
    }
  }

  /** Its canonical form, not to be changed. */
  byte[] bytes(Instance instance) {
    int slot = instance.id().hashCode() & (SLOTS - 1);
    var entry = entries.get(slot);
    if (entry != null && entry.refersTo(instance)) {
      return entry.bytes;
    }
    var bytes = instance.toJson().canonicalBytes();
    if (bytes.length <= BYTES_MAX) {
      entries.set(slot, new Entry(instance, bytes));
    }
    return bytes;
  }
}
