package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Tells what entries of the log did, one after another: each needs the state before it, which is
 * the state after the one told before. Remembers states within a bound. For one thread at a time.
 */
final class Narrator {
  private static final System.Logger LOG = System.getLogger(Narrator.class.getName());

  private final Past past;
  private final long bytesMax;
  private final LinkedHashMap<InstanceId, Instance> recent = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Narrator(Past past, long bytesMax) {
    this.past = past;
    this.bytesMax = bytesMax;
  }

  Happening tell(Log.Entry entry) {
    var id = entry.revision().instance();
    try {
      var before = before(entry.revision());
      var after = past.following(before, entry.revision());
      remember(after);
      return new Happening.Told(entry, before, after);
    } catch (CairnException.Gone pruned) {
      forget(id);
      return new Happening.Lost(entry);
    } catch (CairnException.Integrity damaged) {
      // One damaged instance must not keep all others from their subscribers.
      LOG.log(Level.WARNING, "the feed leaves out a commit that cannot be read", damaged);
      forget(id);
      return new Happening.Lost(entry);
    }
  }

  private Optional<Instance> before(Revision revision) {
    if (revision.version() == 1) {
      return Optional.empty();
    }
    var known = recent.get(revision.instance());
    return Optional.of(
        known != null && known.version() == revision.version() - 1
            ? known
            : past.atOrTombstone(revision.instance(), revision.version() - 1));
  }

  private void remember(Instance instance) {
    forget(instance.id());
    recent.put(instance.id(), instance);
    bytes += HeadCache.weight(instance);
    var eldest = recent.values().iterator();
    while (bytes > bytesMax && eldest.hasNext()) {
      bytes -= HeadCache.weight(eldest.next());
      eldest.remove();
    }
  }

  private void forget(InstanceId id) {
    var forgotten = recent.remove(id);
    bytes -= forgotten == null ? 0 : HeadCache.weight(forgotten);
  }
}
