package dev.cairn.sql;

import dev.cairn.Checkpoint;
import dev.cairn.InstanceId;
import dev.cairn.store.Append;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement for a group, put together from the parts that the group needs. READ COMMITTED is
 * enough: a head that another moved meanwhile is looked at again before it is written, and then its
 * version no longer fits.
 */
final class PostgresAppender implements Appender {
  /**
   * All else joins this, so that it happens first: of two statements for one lane the second waits
   * here, holding nothing.
   */
  private static final String POSITIONS =
      """
      WITH l AS (
        UPDATE lane SET position = position + ? WHERE lane = ?
        RETURNING position - ? AS base, fence)\
      """;

  @Override
  public Set<InstanceId> append(Session session, int lane, List<Append> group) throws SQLException {
    return new HashSet<>(session.list(statement(lane, group), Row::id));
  }

  static Sql statement(int lane, List<Append> group) {
    var revisions = group.stream().map(Append::revisions).flatMap(List::stream).toList();
    var moving = group.stream().filter(it -> it.baseVersion() > 0).toList();
    var created = group.stream().filter(it -> it.baseVersion() == 0).toList();
    boolean keyed = revisions.stream().anyMatch(it -> it.key().isPresent());
    var parts = new ArrayList<Sql>();
    parts.add(Sql.of(POSITIONS, (long) revisions.size(), lane, (long) revisions.size()));
    parts.add(Sql.of("r AS (SELECT * FROM ").then(source(revisions)).then(")"));
    var written = new ArrayList<String>();
    if (!moving.isEmpty()) {
      parts.add(advance(lane, moving, keyed ? keysAreNew(lane) : Sql.of("")));
      written.add("SELECT id FROM u");
    }
    if (!created.isEmpty()) {
      parts.add(create(lane, created));
      written.add("SELECT id FROM c");
    }
    parts.add(Sql.of("w AS (SELECT ARRAY(" + String.join(" UNION ALL ", written) + ") AS ids)"));
    var snapshots = group.stream().map(Append::snapshots).flatMap(List::stream).toList();
    var checkpoints = group.stream().map(Append::checkpoints).flatMap(List::stream).toList();
    addSnapshots(parts, lane, snapshots);
    addCheckpoints(parts, lane, checkpoints);
    return Sql.join(",\n", parts).then(revisions(lane));
  }

  private static Sql source(List<Revision> revisions) {
    return Tables.REVISION.source("x", revisions);
  }

  /** {@code i.id = ANY} says again what the join says: a distributed PostgreSQL needs it there. */
  private static Sql advance(int lane, List<Append> group, Sql andMore) {
    var table = Tables.GUARD.and(Tables.LANE_GUARD).and(Tables.MOVED);
    var ids = new ArrayList<@Nullable Object>();
    group.forEach(it -> ids.add(it.id().value()));
    return Sql.of(
            "u AS (UPDATE instance AS i SET " + Tables.MOVED.assignments("d.", 0) + " FROM l, ")
        .then(table.source("d", group))
        .then(
            """
             WHERE i.lane = ? AND i.id = d.guarded_id AND i.id = ANY (?::uuid[])
               AND i.version = d.base_version AND (d.granted IS NULL OR i.fence <= d.granted)
               AND (d.lane_granted IS NULL OR l.fence <= d.lane_granted)\
            """,
            lane,
            new SqlArray("uuid", ids))
        .then(andMore)
        .then(" RETURNING i.id)");
  }

  /** With a limit, it is looked up key by key: not joined with the keys of all instances. */
  private static Sql keysAreNew(int lane) {
    return Sql.of(
        """
         AND d.guarded_id <> ALL (ARRAY(
           SELECT r.instance_id FROM r, LATERAL (
             SELECT FROM revision k
              WHERE k.lane = ? AND k.instance_id = r.instance_id AND k.key = r.key LIMIT 1) AS x))\
        """,
        lane);
  }

  private static Sql create(int lane, List<Append> group) {
    var table = Tables.ORIGIN.and(Tables.MOVED);
    return Sql.of(
            "c AS (INSERT INTO instance (lane, %s) SELECT ?::integer, %s FROM l, "
                .formatted(table.names(""), table.names("d.")),
            lane)
        .then(table.and(Tables.LANE_GUARD).source("d", group))
        .then(" WHERE d.lane_granted IS NULL OR l.fence <= d.lane_granted")
        .then(" ON CONFLICT (lane, id) DO NOTHING RETURNING id)");
  }

  private static void addSnapshots(List<Sql> parts, int lane, List<Snapshot> snapshots) {
    if (!snapshots.isEmpty()) {
      parts.add(beside("s", "snapshot", lane, Tables.SNAPSHOT, snapshots).then(")"));
    }
  }

  private static void addCheckpoints(List<Sql> parts, int lane, List<Checkpoint> checkpoints) {
    if (!checkpoints.isEmpty()) {
      parts.add(
          beside("p", "checkpoint", lane, Tables.CHECKPOINT, checkpoints)
              .then(" ON CONFLICT (lane, instance_id, name) DO NOTHING)"));
    }
  }

  private static <T> Sql beside(
      String name, String table, int lane, Table<T> columns, List<T> rows) {
    return Sql.of(
            "%s AS (INSERT INTO %s (lane, %s) SELECT ?::integer, %s FROM "
                .formatted(name, table, columns.names(""), columns.names("x.")),
            lane)
        .then(columns.source("x", rows))
        .then(", w WHERE x.instance_id = ANY (w.ids)");
  }

  private static Sql revisions(int lane) {
    return Sql.of(
        """

        INSERT INTO revision (lane, position, %s)
        SELECT ?::integer, l.base + r.ordinal, %s FROM l, w, r WHERE r.instance_id = ANY (w.ids)
        RETURNING instance_id\
        """
            .formatted(Tables.REVISION.names(""), Tables.REVISION.names("r.")),
        lane);
  }
}
