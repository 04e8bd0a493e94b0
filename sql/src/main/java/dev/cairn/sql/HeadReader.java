package dev.cairn.sql;

import dev.cairn.Fence;
import dev.cairn.State;
import dev.cairn.Wake;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log.Known;
import dev.cairn.store.Revision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads heads with what rebuilds their states, in one statement and so of one moment. A head has a
 * row for each revision of its tail; the base is in the first of them only, for it may be large.
 */
final class HeadReader {
  private static final String STATE =
      Rows.STATE_COLUMNS.stream().map(HeadReader::once).collect(Collectors.joining(", "));

  private static final String SELECT =
      """
      SELECT w.n, i.version = w.known, %s, %s,
             coalesce(d.version, s.version, 0), d.version, %s, %s, r.version, %s
      """
          .formatted(
              Tables.ORIGIN.names("i."),
              Tables.MOVED.names("i."),
              STATE,
              once("s.", "state"),
              Tables.REVISION.names("r."));

  /** The newest snapshot is looked up: pruning may have removed the one the head remembers. */
  private static final String JOINS =
      """

        JOIN instance i ON i.lane = w.lane AND i.id = w.id
        LEFT JOIN snapshot s
               ON s.lane = i.lane AND s.instance_id = i.id AND i.version <> w.known
              AND s.version = (SELECT max(x.version) FROM snapshot x
                                WHERE x.lane = i.lane AND x.instance_id = i.id
                                  AND x.version <= i.version)
        LEFT JOIN document d
               ON d.lane = i.lane AND d.id = i.id AND i.version <> w.known
              AND d.version <= i.version AND d.version > coalesce(s.version, 0)
        LEFT JOIN revision r
               ON r.lane = i.lane AND r.instance_id = i.id AND i.version <> w.known
              AND r.version > coalesce(d.version, s.version, 0) AND r.version <= i.version
       ORDER BY 1, r.version
      """;

  private static final int DOCUMENT_COLUMNS = Rows.STATE_COLUMNS.size();

  private final Database database;
  private final int lanes;

  HeadReader(Database database, int lanes) {
    this.database = database;
    this.lanes = lanes;
  }

  private static String once(String column) {
    return once("d.", column);
  }

  private static String once(String table, String column) {
    return "CASE WHEN r.version IS NULL OR r.version = coalesce(d.version, s.version, 0) + 1 THEN "
        + table
        + column
        + " END";
  }

  List<HeadRead> read(List<Known> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    return database.read(session -> {
      if (wanted.size() == 1 && isUnchanged(session, wanted.getFirst())) {
        return List.of(new HeadRead.Unchanged());
      }
      var heads =
          new ArrayList<HeadRead>(Collections.nCopies(wanted.size(), new HeadRead.Missing()));
      for (var table : database.dialect().wanted(wanted, lanes)) {
        session.list(select(table), row -> add(row, heads));
      }
      return List.copyOf(heads);
    });
  }

  static Sql select(Sql wanted) {
    return Sql.of(SELECT + " FROM ").then(wanted).then(JOINS);
  }

  /** What is asked most by far, and answered by a look at an index. */
  private boolean isUnchanged(Session session, Known known) throws SQLException {
    if (known.version() == 0) {
      return false;
    }
    var version =
        Sql.of(
            "SELECT version FROM instance WHERE lane = ? AND id = ?",
            Lanes.of(known.id(), lanes),
            known.id().value());
    return session.first(version, Row::number).equals(Optional.of(known.version()));
  }

  /** Adds a row to the head that it belongs to. */
  private static HeadRead add(Row row, List<HeadRead> heads) throws SQLException {
    int n = row.integer();
    boolean unchanged = row.truth();
    var head =
        unchanged
            ? new HeadRead.Unchanged()
            : heads.get(n) instanceof HeadRead.Found known ? longer(known, row) : found(row);
    return heads.set(n, head);
  }

  private static HeadRead.Found found(Row row) throws SQLException {
    var origin = Rows.origin(row);
    long version = row.number();
    row.tellsOf(origin.id(), version);
    long snapshotVersion = row.number();
    var fence = new Fence(row.number());
    var status = Rows.status(row);
    var lastModifiedBy = row.text();
    long deltaBytes = row.number();
    var updatedAt = row.time();
    var checksum = row.hash();
    var receiptHash = row.hash();
    var wake = new Wake(row.optionalNumber(), row.optionalText());
    long baseVersion = row.number();
    var base = base(row);
    return new HeadRead.Found(
        origin,
        status,
        version,
        checksum,
        receiptHash,
        updatedAt,
        lastModifiedBy,
        fence,
        snapshotVersion,
        deltaBytes,
        wake,
        baseVersion,
        base,
        tail(row));
  }

  private static Optional<State> base(Row row) throws SQLException {
    if (row.optionalNumber().isPresent()) {
      var state = Rows.state(row);
      row.skip(1);
      return Optional.of(state);
    }
    row.skip(DOCUMENT_COLUMNS);
    return row.optionalJson().map(it -> new State(it.asObject()));
  }

  private static List<Revision> tail(Row row) throws SQLException {
    var tail = new ArrayList<Revision>();
    if (row.optionalNumber().isPresent()) {
      tail.add(Rows.revision(row));
    }
    return tail;
  }

  /** The list of the head that is being read is still ours. */
  private static HeadRead.Found longer(HeadRead.Found head, Row row) throws SQLException {
    row.skip(Tables.ORIGIN.columns().size() + Tables.MOVED.columns().size() + 2);
    row.skip(DOCUMENT_COLUMNS + 1);
    head.tail().addAll(tail(row));
    return head;
  }
}
