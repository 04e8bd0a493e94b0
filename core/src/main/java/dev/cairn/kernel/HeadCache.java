package dev.cairn.kernel;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.store.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The heads used last, within a bound on memory. Safe for use by many threads. */
final class HeadCache {
  /** What a state takes in memory, as a multiple of its canonical form: measured, about. */
  private static final int EXPANSION = 4;

  private static final int OVERHEAD = 500;

  /** Instances that share one are taken to be written together: then less is remembered. */
  private static final int STAMPS = 1 << 12;

  private final long bytesMax;
  private final LinkedHashMap<InstanceId, Head> heads = new LinkedHashMap<>(16, 0.75f, true);
  private final long[] stamps = new long[STAMPS];
  private long bytes;
  private long writes;

  HeadCache(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  synchronized Optional<Head> get(InstanceId id) {
    return Optional.ofNullable(heads.get(id));
  }

  /** Counts writes: what was read or written before one may be outdated by it. */
  synchronized long mark() {
    return writes;
  }

  /** Remembers what was read, unless it was written since {@code mark}. */
  synchronized void putRead(Head head, long mark) {
    if (stamps[stamp(head.instance().id())] <= mark) {
      put(head);
    }
  }

  private static int stamp(InstanceId id) {
    return id.hashCode() & (STAMPS - 1);
  }

  /**
   * Remembers what was written. Of two writers the slower may come here last, when the faster one's
   * newer head has been evicted already: after another write, only what is known is replaced.
   */
  synchronized void putWritten(List<Head> written, long mark) {
    writes++;
    for (var head : written) {
      var id = head.instance().id();
      if (stamps[stamp(id)] <= mark || heads.containsKey(id)) {
        put(head);
      }
      stamps[stamp(id)] = writes;
    }
  }

  private void put(Head head) {
    var id = head.instance().id();
    var known = heads.get(id);
    if (known != null && known.instance().version() >= head.instance().version()) {
      return;
    }
    remove(id);
    if (weight(head) <= bytesMax / 4) {
      heads.put(id, head);
      bytes += weight(head);
      evict();
    }
  }

  /** Forgets an instance, and whoever reads it now shall not remember it. */
  synchronized void forget(InstanceId id) {
    remove(id);
    stamps[stamp(id)] = ++writes;
  }

  private void remove(InstanceId id) {
    var removed = heads.remove(id);
    if (removed != null) {
      bytes -= weight(removed);
    }
  }

  private void evict() {
    var eldest = heads.entrySet().iterator();
    while (bytes > bytesMax && eldest.hasNext()) {
      bytes -= weight(eldest.next().getValue());
      eldest.remove();
    }
  }

  private static long weight(Head head) {
    return weight(head.instance());
  }

  /** About how many bytes of memory an instance takes. */
  static long weight(Instance instance) {
    return OVERHEAD + (long) EXPANSION * instance.state().json().byteCount();
  }
}
