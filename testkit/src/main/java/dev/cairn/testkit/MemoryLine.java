package dev.cairn.testkit;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.Receipt;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is kept of one instance. */
final class MemoryLine {
  private static final Comparator<Checkpoint> BY_VERSION_AND_NAME =
      Comparator.comparingLong(Checkpoint::version).thenComparing(Checkpoint::name);

  final TreeMap<Long, Revision> revisions = new TreeMap<>();
  final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
  final TreeSet<Checkpoint> checkpoints = new TreeSet<>(BY_VERSION_AND_NAME);
  Head head;

  MemoryLine(Head head) {
    this.head = head;
  }

  long version() {
    return head.instance().version();
  }

  boolean admits(Append append) {
    boolean keysAreNew =
        append.revisions().stream()
            .flatMap(revision -> revision.key().stream())
            .allMatch(key -> byKey(key.text()).isEmpty());
    return append.baseVersion() == version() && admits(append.fence()) && keysAreNew;
  }

  private boolean admits(Optional<Fence> fence) {
    return fence.isEmpty() || !fence.get().isOlderThan(head.fence());
  }

  void write(Append append) {
    head = append.head();
    append.revisions().forEach(revision -> revisions.put(revision.version(), revision));
    append.snapshots().forEach(snapshot -> snapshots.put(snapshot.version(), snapshot));
    append.checkpoints().forEach(this::add);
  }

  Optional<Revision> byKey(String key) {
    return revisions.values().stream()
        .filter(revision -> revision.key().filter(it -> it.text().equals(key)).isPresent())
        .findFirst();
  }

  Checkpoint add(Checkpoint checkpoint) {
    return checkpoints.stream()
        .filter(it -> it.name().equals(checkpoint.name()))
        .findFirst()
        .orElseGet(() -> {
          checkpoints.add(checkpoint);
          return checkpoint;
        });
  }

  void erase(long before, List<Snapshot> keep) {
    revisions.headMap(before).replaceAll((version, revision) -> withoutBody(revision));
    snapshots.headMap(before).clear();
    keep.forEach(snapshot -> snapshots.put(snapshot.version(), snapshot));
  }

  private static Revision withoutBody(Revision it) {
    return new Revision(
        it.instance(),
        it.version(),
        it.kind(),
        it.actor(),
        it.committedAt(),
        it.statuses(),
        Optional.empty(),
        it.bodyHash().or(() -> it.body().map(Receipt.Body::hash)),
        it.checksum(),
        it.hash(),
        it.key());
  }

  Collection<Revision> between(long from, long to) {
    return from > to ? List.of() : revisions.subMap(from, true, to, true).values();
  }
}
