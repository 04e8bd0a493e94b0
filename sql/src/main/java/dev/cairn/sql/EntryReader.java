package dev.cairn.sql;

import dev.cairn.InstanceId;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log.Entry;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the log in the order of its lanes. */
final class EntryReader {
  private static final String COLUMNS =
      "SELECT lane, position, %s FROM ".formatted(Tables.REVISION.names(""));

  private final Database database;
  private final int lanes;

  EntryReader(Database database, int lanes) {
    this.database = database;
    this.lanes = lanes;
  }

  /** Lane by lane, each a look at the end of an index. */
  List<Entry> newest() {
    return list(newest(database.dialect(), lanes));
  }

  static Sql newest(Dialect dialect, int lanes) {
    var parts =
        IntStream.range(0, lanes)
            .mapToObj(lane ->
                Sql.of("SELECT * FROM (" + COLUMNS + dialect.logInOrder())
                    .then(" WHERE lane = ? ORDER BY position DESC LIMIT 1) AS x", lane))
            .toList();
    return Sql.join(" UNION ALL ", parts);
  }

  List<Entry> following(int lane, long position, int limit) {
    return list(following(database.dialect(), COLUMNS, lane, position, limit));
  }

  /** Rows of the log in their order; {@code columns} begins with SELECT and ends with FROM. */
  static Sql following(Dialect dialect, String columns, int lane, long position, int limit) {
    return Sql.of(
        columns
            + dialect.logInOrder()
            + " WHERE lane = ? AND position > ?"
            + " ORDER BY position LIMIT ?",
        lane,
        position,
        limit);
  }

  List<Entry> of(InstanceId id, long from, int limit) {
    return list(
        Sql.of(
            COLUMNS
                + "revision WHERE lane = ? AND instance_id = ? AND version >= ?"
                + " ORDER BY version LIMIT ?",
            Lanes.of(id, lanes),
            id.value(),
            from,
            limit));
  }

  private List<Entry> list(Sql sql) {
    return database.read(session -> session.list(sql, EntryReader::entry));
  }

  private static Entry entry(Row row) throws SQLException {
    return new Entry(row.integer(), row.number(), Rows.revision(row));
  }
}
