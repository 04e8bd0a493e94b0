package dev.cairn.sql;

import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.store.Append;
import dev.cairn.store.Revision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement for each row: in process, that is cheaper than one for all. */
final class SqliteAppender implements Appender {
  private static final String CREATE =
      "INSERT INTO instance (lane, %s, %s) VALUES (%s) ON CONFLICT DO NOTHING"
          .formatted(
              Tables.ORIGIN.names(""),
              Tables.MOVED.names(""),
              marks(1 + Tables.ORIGIN.columns().size() + Tables.MOVED.columns().size()));

  /** Where it stays due as it was, the index is not even touched. */
  private static final String ADVANCE = advance(Tables.HEAD);

  private static final String ADVANCE_AND_WAKE = advance(Tables.MOVED);

  private static final String LANE_FENCE = "SELECT fence FROM lane WHERE lane = ?";

  private static final String KEY_USED =
      "SELECT 1 FROM revision WHERE lane = ? AND instance_id = ? AND key = ?";

  private static final String REVISION = insert("revision", Tables.REVISION);
  private static final String SNAPSHOT = insert("snapshot", Tables.SNAPSHOT);
  private static final String CHECKPOINT =
      insert("checkpoint", Tables.CHECKPOINT) + " ON CONFLICT DO NOTHING";

  private static String insert(String table, Table<?> columns) {
    return "INSERT INTO %s (lane, %s) VALUES (%s)"
        .formatted(table, columns.names(""), marks(1 + columns.columns().size()));
  }

  private static String advance(Table<?> columns) {
    return """
    UPDATE instance SET (%s) = (%s)
     WHERE lane = ? AND id = ? AND version = ? AND fence <= ?\
    """
        .formatted(columns.names(""), marks(columns.columns().size()));
  }

  private static String marks(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  @Override
  public Set<InstanceId> append(Session session, int lane, List<Append> group) throws SQLException {
    var appended = new HashSet<InstanceId>();
    for (var append : group) {
      if (moveHead(session, lane, append)) {
        write(session, REVISION, lane, Tables.REVISION, append.revisions());
        write(session, SNAPSHOT, lane, Tables.SNAPSHOT, append.snapshots());
        write(session, CHECKPOINT, lane, Tables.CHECKPOINT, append.checkpoints());
        appended.add(append.id());
      }
    }
    return appended;
  }

  /** The guard comes first, so that a refused member has written nothing. */
  private static boolean moveHead(Session session, int lane, Append append) throws SQLException {
    if (append.laneFence().isPresent() && !holdsLane(session, lane, append.laneFence().get())) {
      return false;
    }
    if (append.baseVersion() == 0) {
      var values = start(lane, Tables.ORIGIN.values(append));
      values.addAll(Tables.MOVED.values(append));
      return session.update(new Sql(CREATE, values)) == 1;
    }
    if (isKeyUsed(session, lane, append)) {
      return false;
    }
    boolean same = append.wakeBefore().equals(Optional.of(append.wake()));
    var values = (same ? Tables.HEAD : Tables.MOVED).values(append);
    values.add(lane);
    values.add(append.id().value());
    values.add(append.baseVersion());
    values.add(append.fence().map(it -> it.number()).orElse(Long.MAX_VALUE));
    return session.update(new Sql(same ? ADVANCE : ADVANCE_AND_WAKE, values)) == 1;
  }

  private static boolean holdsLane(Session session, int lane, Fence grant) throws SQLException {
    long fence = session.first(Sql.of(LANE_FENCE, lane), Row::number).orElseThrow();
    return fence <= grant.number();
  }

  private static boolean isKeyUsed(Session session, int lane, Append append) throws SQLException {
    for (var revision : append.revisions()) {
      if (revision.key().isPresent() && isKeyUsed(session, lane, revision)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyUsed(Session session, int lane, Revision revision)
      throws SQLException {
    var key = revision.key().orElseThrow().text();
    var used = Sql.of(KEY_USED, lane, revision.instance().value(), key);
    return session.first(used, Row::number).isPresent();
  }

  private static <T> void write(
      Session session, String insert, int lane, Table<T> table, List<T> rows) throws SQLException {
    for (var row : rows) {
      session.update(new Sql(insert, start(lane, table.values(row))));
    }
  }

  private static List<@Nullable Object> start(int lane, List<@Nullable Object> rest) {
    var values = new ArrayList<@Nullable Object>(rest.size() + 1);
    values.add(lane);
    values.addAll(rest);
    return values;
  }
}
