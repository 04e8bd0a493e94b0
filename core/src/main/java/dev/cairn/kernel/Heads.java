package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.store.Head;
import dev.cairn.store.HeadRead;
import dev.cairn.store.HeadRead.Found;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds current states, and remembers those used last. On a shared store a remembered head is
 * compared with the store before it is shown; on an exclusive one it is the truth.
 */
final class Heads {
  private final Store store;
  private final Options.Verification verification;
  private final HeadCache cache;

  Heads(Store store, Options options) {
    this.store = store;
    this.verification = options.verification();
    this.cache = new HeadCache(options.headCacheBytes());
  }

  private boolean isExclusive() {
    return store.traits().ownership() == Store.Ownership.EXCLUSIVE;
  }

  /** The head that readers may see. */
  Optional<Head> find(InstanceId id) {
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  /** The heads that readers may see, in the order of {@code ids}; those that are not there lack. */
  Map<InstanceId, Head> findAll(List<InstanceId> ids) {
    return living(isExclusive() ? remembered(ids) : confirmed(ids));
  }

  private static Map<InstanceId, Head> living(Map<InstanceId, Head> heads) {
    heads.values().removeIf(head -> head.instance().isDeleted());
    return heads;
  }

  /** The head as last known, if it is known without asking the store. */
  Optional<Head> cached(InstanceId id) {
    return cache.get(id);
  }

  /** An instance at the very version, if that is what is remembered. */
  Optional<Instance> remembered(Log.Known wanted) {
    return cache
        .get(wanted.id())
        .map(Head::instance)
        .filter(it -> it.version() == wanted.version());
  }

  /** Heads as last known, deleted ones included; good enough to try a guarded write with. */
  Map<InstanceId, Head> remembered(List<InstanceId> ids) {
    var unknown = ids.stream().filter(id -> cache.get(id).isEmpty()).distinct().toList();
    return unknown.isEmpty() ? fromCache(ids, Map.of()) : fromCache(ids, load(unknown));
  }

  private Map<InstanceId, Head> fromCache(List<InstanceId> ids, Map<InstanceId, Head> loaded) {
    var heads = new LinkedHashMap<InstanceId, Head>();
    for (var id : ids) {
      Optional.ofNullable(loaded.get(id))
          .or(() -> cache.get(id))
          .ifPresent(it -> heads.put(id, it));
    }
    return heads;
  }

  /** The head that a revision led to, if it is remembered still. */
  Optional<Instance> remembered(Revision revision) {
    return cache
        .get(revision.instance())
        .map(Head::instance)
        .filter(it -> it.receiptHash().equals(revision.hash()));
  }

  /** Heads as the store has them now, deleted ones included. */
  Map<InstanceId, Head> confirmed(List<InstanceId> ids) {
    return load(ids.stream().distinct().toList());
  }

  private Map<InstanceId, Head> load(List<InstanceId> ids) {
    long mark = cache.mark();
    var known = new ArrayList<Optional<Head>>();
    var questions = new ArrayList<Log.Known>();
    for (var id : ids) {
      var remembered = cache.get(id);
      known.add(remembered);
      questions.add(new Log.Known(id, remembered.map(it -> it.instance().version()).orElse(0L)));
    }
    var answers = store.log().heads(questions);
    var heads = new LinkedHashMap<InstanceId, Head>();
    for (int i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      head(answers.get(i), known.get(i))
          .ifPresent(head -> {
            heads.put(id, head);
            cache.putRead(head, mark);
          });
    }
    return heads;
  }

  private Optional<Head> head(HeadRead read, Optional<Head> known) {
    return switch (read) {
      case HeadRead.Missing it -> Optional.empty();
      case HeadRead.Unchanged it -> known;
      case Found it -> Optional.of(rebuild(it));
    };
  }

  /** The head that a row and the commits since its base tell of; checked against its checksum. */
  Head rebuild(Found found) {
    var id = found.origin().id();
    var state =
        Replay.forward(
            found.base().orElse(Replay.NOTHING),
            found.base().isPresent() ? found.baseVersion() : 0,
            found.tail());
    boolean trusted = verification == Options.Verification.NEVER;
    if (!trusted && !state.checksum().equals(found.checksum())) {
      throw new CairnException.Integrity(
          id, found.version(), "the state does not have the checksum that was committed");
    }
    var instance =
        new Instance(
            found.origin(),
            state,
            found.version(),
            found.checksum(),
            found.receiptHash(),
            found.updatedAt(),
            found.lastModifiedBy());
    return new Head(instance, found.fence(), found.snapshotVersion(), found.deltaBytes());
  }

  /** To be taken before a write, and given to {@link #written}. */
  long mark() {
    return cache.mark();
  }

  /** Remembers what was just written. */
  void written(List<Head> heads, long mark) {
    // On a shared store whatever is remembered is compared before it is shown.
    cache.putWritten(heads, isExclusive() ? mark : cache.mark());
  }

  /** Forgets what was remembered, after a write that went around the commit path. */
  void forget(InstanceId id) {
    cache.forget(id);
  }
}
