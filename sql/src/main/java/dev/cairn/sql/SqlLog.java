package dev.cairn.sql;

import dev.cairn.Checkpoint;
import dev.cairn.InstanceId;
import dev.cairn.VersionQuery;
import dev.cairn.store.Append;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The log, in statements that both databases understand; writing it is the appender's. */
final class SqlLog implements Log {
  private final Database database;
  private final Appender appender;
  private final int lanes;
  private final HeadReader heads;
  private final RevisionReader revisions;
  private final EntryReader entries;

  SqlLog(Database database, Appender appender, int lanes) {
    this.database = database;
    this.appender = appender;
    this.lanes = lanes;
    this.heads = new HeadReader(database, lanes);
    this.revisions = new RevisionReader(database, lanes);
    this.entries = new EntryReader(database, lanes);
  }

  @Override
  public List<Outcome> append(int lane, List<Append> group) {
    if (group.isEmpty()) {
      return List.of();
    }
    return outcomes(group, database.writeGroup(session -> appender.append(session, lane, group)));
  }

  @Override
  public List<Outcome> appendTogether(List<Append> group) {
    if (group.isEmpty()) {
      return List.of();
    }
    // Everyone takes lanes in the same order, so that nobody waits in a circle.
    var byLane =
        group.stream()
            .collect(
                Collectors.groupingBy(
                    it -> Lanes.of(it.id(), lanes), TreeMap::new, Collectors.toList()));
    return outcomes(
        group,
        database.write(session -> {
          var appended = appendAll(session, byLane);
          if (appended.size() < group.size()) {
            session.undo();
          }
          return appended;
        }));
  }

  private Set<InstanceId> appendAll(Session session, SortedMap<Integer, List<Append>> byLane)
      throws SQLException {
    var appended = new HashSet<InstanceId>();
    for (var entry : byLane.entrySet()) {
      appended.addAll(appender.append(session, entry.getKey(), entry.getValue()));
    }
    return appended;
  }

  private static List<Outcome> outcomes(List<Append> group, Set<InstanceId> appended) {
    return group.stream()
        .map(it -> appended.contains(it.id()) ? Outcome.APPENDED : Outcome.REFUSED)
        .toList();
  }

  @Override
  public List<HeadRead> heads(List<Known> wanted) {
    return heads.read(wanted);
  }

  @Override
  public Optional<Revision> byKey(InstanceId id, String key) {
    return revisions.byKey(id, key);
  }

  @Override
  public List<Revision> revisions(InstanceId id, long from, long to, int limit) {
    return revisions.range(id, from, to, limit);
  }

  @Override
  public List<Revision> find(InstanceId id, VersionQuery query) {
    return revisions.find(id, query);
  }

  @Override
  public Optional<Snapshot> snapshot(InstanceId id, long atOrBefore) {
    var newest =
        Sql.of(
            """
            SELECT instance_id, version, state FROM snapshot
             WHERE lane = ? AND instance_id = ? AND version <= ?
             ORDER BY version DESC LIMIT 1
            """,
            lane(id),
            id.value(),
            atOrBefore);
    return database.read(session -> session.first(newest, Rows::snapshot));
  }

  @Override
  public List<Snapshot> snapshots(InstanceId id, long from, int limit) {
    var ascending =
        Sql.of(
            """
            SELECT instance_id, version, state FROM snapshot
             WHERE lane = ? AND instance_id = ? AND version >= ?
             ORDER BY version LIMIT ?
            """,
            lane(id),
            id.value(),
            from,
            limit);
    return database.read(session -> session.list(ascending, Rows::snapshot));
  }

  @Override
  public Checkpoint addCheckpoint(Checkpoint checkpoint) {
    var table = Tables.CHECKPOINT;
    var insert =
        Sql.of(
                "INSERT INTO checkpoint (lane, %s) VALUES (?, %s) ON CONFLICT DO NOTHING"
                    .formatted(table.names(""), table.placeholders(database.dialect())),
                lane(checkpoint.instance()))
            .then(new Sql("", table.values(checkpoint)));
    var kept =
        Sql.of(
            "SELECT %s FROM checkpoint WHERE lane = ? AND instance_id = ? AND name = ?"
                .formatted(table.names("")),
            lane(checkpoint.instance()),
            checkpoint.instance().value(),
            checkpoint.name());
    return database.write(session -> {
      session.update(insert);
      return session.first(kept, Rows::checkpoint).orElseThrow();
    });
  }

  @Override
  public List<Checkpoint> checkpoints(InstanceId id) {
    var all =
        Sql.of(
            "SELECT %s FROM checkpoint WHERE lane = ? AND instance_id = ? ORDER BY version, name"
                .formatted(Tables.CHECKPOINT.names("")),
            lane(id),
            id.value());
    return database.read(session -> session.list(all, Rows::checkpoint));
  }

  @Override
  public void erase(InstanceId id, long before, List<Snapshot> keep) {
    var eraser = new Eraser(lane(id), id, before);
    database.write(session -> eraser.erase(session, keep));
  }

  @Override
  public List<Entry> newest() {
    return entries.newest();
  }

  @Override
  public List<Entry> following(int lane, long position, int limit) {
    return entries.following(lane, position, limit);
  }

  @Override
  public List<Entry> entries(InstanceId id, long from, int limit) {
    return entries.of(id, from, limit);
  }

  @Override
  public List<InstanceId> ids(Optional<InstanceId> after, int limit) {
    // Lane by lane, because that is how the index goes: no page may cost a walk over all.
    var some = after.map(it -> Sql.of(" AND id > ?", it.value())).orElseGet(() -> Sql.of(""));
    var parts =
        java.util.stream.IntStream.range(0, lanes)
            .mapToObj(lane ->
                Sql.of("SELECT id FROM (SELECT id FROM instance WHERE lane = ?", lane)
                    .then(some)
                    .then(" ORDER BY id LIMIT ?) AS x", limit))
            .toList();
    var all = Sql.join(" UNION ALL ", parts).then(" ORDER BY id LIMIT ?", limit);
    return database.read(session -> session.list(all, Row::id));
  }

  private int lane(InstanceId id) {
    return Lanes.of(id, lanes);
  }
}
