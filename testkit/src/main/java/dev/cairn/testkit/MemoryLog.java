package dev.cairn.testkit;

import dev.cairn.Checkpoint;
import dev.cairn.InstanceId;
import dev.cairn.VersionQuery;
import dev.cairn.Wake;
import dev.cairn.store.Append;
import dev.cairn.store.Documents.Pending;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The log of a {@link MemoryStore}. */
final class MemoryLog implements Log {
  private final MemoryTables tables;

  MemoryLog(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public List<Outcome> append(int lane, List<Append> group) {
    synchronized (tables) {
      return group.stream().map(append -> append(lane, append)).toList();
    }
  }

  private Outcome append(int lane, Append append) {
    if (!admits(lane, append)) {
      return Outcome.REFUSED;
    }
    write(lane, append);
    return Outcome.APPENDED;
  }

  @Override
  public List<Outcome> appendTogether(List<Append> group) {
    synchronized (tables) {
      var outcomes =
          group.stream()
              .map(it -> admits(tables.laneOf(it.id()), it) ? Outcome.APPENDED : Outcome.REFUSED)
              .toList();
      if (!outcomes.contains(Outcome.REFUSED)) {
        group.forEach(append -> write(tables.laneOf(append.id()), append));
      }
      return outcomes;
    }
  }

  private boolean admits(int lane, Append append) {
    if (!MemoryLeases.admits(tables, lane, append)) {
      return false;
    }
    var line = tables.line(append.id());
    return line == null ? append.baseVersion() == 0 : line.admits(append);
  }

  private void write(int lane, Append append) {
    tables.lines.computeIfAbsent(append.id(), id -> new MemoryLine(append.head())).write(append);
    var feed = tables.feeds.get(lane);
    for (var revision : append.revisions()) {
      feed.add(new Pending(append.id(), revision.version(), feed.size() + 1L));
    }
  }

  @Override
  public List<HeadRead> heads(List<Known> wanted) {
    synchronized (tables) {
      return wanted.stream().map(this::head).toList();
    }
  }

  private HeadRead head(Known known) {
    var line = tables.line(known.id());
    if (line == null) {
      return new HeadRead.Missing();
    }
    return line.version() == known.version() ? new HeadRead.Unchanged() : found(line);
  }

  private HeadRead found(MemoryLine line) {
    var head = line.head;
    var instance = head.instance();
    var base = base(line);
    long baseVersion = base.map(Snapshot::version).orElse(0L);
    return new HeadRead.Found(
        instance.origin(),
        instance.status(),
        instance.version(),
        instance.checksum(),
        instance.receiptHash(),
        instance.updatedAt(),
        instance.lastModifiedBy(),
        head.fence(),
        head.snapshotVersion(),
        head.deltaBytes(),
        Wake.of(instance.state()),
        baseVersion,
        base.map(Snapshot::state),
        List.copyOf(line.between(baseVersion + 1, line.version())));
  }

  /** The newest document or snapshot, whichever is newer. */
  private Optional<Snapshot> base(MemoryLine line) {
    var id = line.head.instance().id();
    var document =
        Optional.ofNullable(tables.documents.get(id))
            .map(it -> new Snapshot(id, it.version(), it.state()));
    var snapshot = Optional.ofNullable(line.snapshots.lastEntry()).map(it -> it.getValue());
    boolean documentIsNewer =
        document.isPresent()
            && document.get().version() >= snapshot.map(Snapshot::version).orElse(0L);
    return documentIsNewer ? document : snapshot;
  }

  @Override
  public Optional<Revision> byKey(InstanceId id, String key) {
    return read(id, Optional.empty(), line -> line.byKey(key));
  }

  @Override
  public List<Revision> revisions(InstanceId id, long from, long to, int limit) {
    return read(id, List.of(), line -> line.between(from, to).stream().limit(limit).toList());
  }

  @Override
  public List<Revision> find(InstanceId id, VersionQuery query) {
    return read(id, List.of(), line -> find(line, query));
  }

  private static List<Revision> find(MemoryLine line, VersionQuery query) {
    var ordered =
        query.order() == VersionQuery.Order.ASCENDING
            ? line.revisions
            : line.revisions.descendingMap();
    return ordered
        .tailMap(query.after().orElse(ordered.firstKey()), query.after().isEmpty())
        .values()
        .stream()
        .filter(it -> matches(query, it))
        .limit(query.limit() + 1L)
        .toList();
  }

  private static boolean matches(VersionQuery query, Revision revision) {
    return query.actor().filter(actor -> !actor.equals(revision.actor())).isEmpty()
        && query.kind().filter(kind -> kind != revision.kind()).isEmpty()
        && query.from().filter(from -> revision.committedAt().isBefore(from)).isEmpty()
        && query.until().filter(until -> !revision.committedAt().isBefore(until)).isEmpty();
  }

  @Override
  public Optional<Snapshot> snapshot(InstanceId id, long atOrBefore) {
    return read(
        id,
        Optional.empty(),
        line ->
            Optional.ofNullable(line.snapshots.floorEntry(atOrBefore)).map(it -> it.getValue()));
  }

  @Override
  public List<Snapshot> snapshots(InstanceId id, long from, int limit) {
    return read(
        id,
        List.of(),
        line -> line.snapshots.tailMap(from).values().stream().limit(limit).toList());
  }

  @Override
  public Checkpoint addCheckpoint(Checkpoint checkpoint) {
    return read(checkpoint.instance(), checkpoint, line -> line.add(checkpoint));
  }

  @Override
  public List<Checkpoint> checkpoints(InstanceId id) {
    return read(id, List.of(), line -> List.copyOf(line.checkpoints));
  }

  @Override
  public void erase(InstanceId id, long before, List<Snapshot> keep) {
    synchronized (tables) {
      var line = tables.line(id);
      if (line != null) {
        line.erase(before, keep);
      }
    }
  }

  @Override
  public List<Entry> newest() {
    synchronized (tables) {
      return IntStream.range(0, tables.feeds.size())
          .filter(lane -> !tables.feeds.get(lane).isEmpty())
          .mapToObj(lane -> entry(tables.feeds.get(lane).getLast()))
          .toList();
    }
  }

  @Override
  public List<Entry> following(int lane, long position, int limit) {
    synchronized (tables) {
      return tables.feeds.get(lane).stream().skip(position).limit(limit).map(this::entry).toList();
    }
  }

  @Override
  public List<Entry> entries(InstanceId id, long from, int limit) {
    synchronized (tables) {
      return tables.feeds.get(tables.laneOf(id)).stream()
          .filter(it -> it.id().equals(id) && it.version() >= from)
          .limit(limit)
          .map(this::entry)
          .toList();
    }
  }

  private Entry entry(Pending it) {
    var line = Objects.requireNonNull(tables.line(it.id()));
    var revision = Objects.requireNonNull(line.revisions.get(it.version()));
    return new Entry(tables.laneOf(it.id()), it.position(), revision);
  }

  @Override
  public List<InstanceId> ids(Optional<InstanceId> after, int limit) {
    synchronized (tables) {
      var rest = after.map(id -> tables.lines.tailMap(id, false)).orElse(tables.lines);
      return rest.keySet().stream().limit(limit).toList();
    }
  }

  private <T> T read(InstanceId id, T absent, Function<MemoryLine, T> reading) {
    synchronized (tables) {
      var line = tables.line(id);
      return line == null ? absent : reading.apply(line);
    }
  }
}
