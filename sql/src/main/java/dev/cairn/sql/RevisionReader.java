package dev.cairn.sql;

import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.VersionQuery;
import dev.cairn.store.Lanes;
import dev.cairn.store.Revision;
import java.util.List;
import java.util.Optional;

/** Finds revisions of an instance. */
final class RevisionReader {
  private static final String SELECT =
      "SELECT %s FROM revision WHERE lane = ? AND instance_id = ?"
          .formatted(Tables.REVISION.names(""));

  /** The same without what makes rows long: a list of versions shows no mutations. */
  private static final String SELECT_SHORT =
      SELECT.replace(
          " mutations,", " CASE WHEN mutations IS NULL THEN NULL ELSE '[]' END AS mutations,");

  private final Database database;
  private final int lanes;

  RevisionReader(Database database, int lanes) {
    this.database = database;
    this.lanes = lanes;
  }

  Optional<Revision> byKey(InstanceId id, String key) {
    var sql = of(SELECT, id).then(" AND key = ?", key);
    return database.read(session -> session.first(sql, Rows::revision));
  }

  List<Revision> range(InstanceId id, long from, long to, int limit) {
    var sql =
        of(SELECT, id)
            .then(" AND version BETWEEN ? AND ? ORDER BY version LIMIT ?", from, to, limit);
    return database.read(session -> session.list(sql, Rows::revision));
  }

  List<Revision> find(InstanceId id, VersionQuery query) {
    var sql = where(of(SELECT_SHORT, id), query);
    sql =
        switch (query.order()) {
          case ASCENDING ->
              and(sql, " AND version > ?", query.after()).then(" ORDER BY version LIMIT ?");
          case DESCENDING ->
              and(sql, " AND version < ?", query.after()).then(" ORDER BY version DESC LIMIT ?");
        };
    var limited = sql.then("", query.limit() + 1);
    return database.read(session -> session.list(limited, Rows::revision));
  }

  private static Sql where(Sql sql, VersionQuery query) {
    sql = and(sql, " AND actor = ?", query.actor());
    sql = and(sql, " AND kind = ?", query.kind().map(Object::toString));
    sql = and(sql, " AND committed_at >= ?", query.from().map(Times::toMicros));
    return and(sql, " AND committed_at < ?", query.until().map(Times::toMicros));
  }

  private static Sql and(Sql sql, String condition, Optional<?> value) {
    return value.isPresent() ? sql.then(condition, value.get()) : sql;
  }

  private Sql of(String select, InstanceId id) {
    return Sql.of(select, Lanes.of(id, lanes), id.value());
  }
}
