package dev.cairn.sql;

import dev.cairn.InstanceId;
import dev.cairn.store.Append;
import dev.cairn.store.Revision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement for each row: in process, that is cheaper than one for all. */
final class SqliteAppender implements Appender {
  private static final String CREATE =
      "INSERT INTO instance (lane, %s, %s) VALUES (%s) ON CONFLICT DO NOTHING"
          .formatted(
              Tables.ORIGIN.names(""),
              Tables.HEAD.names(""),
              marks(1 + Tables.ORIGIN.columns().size() + Tables.HEAD.columns().size()));

  private static final String ADVANCE =
      "UPDATE instance SET (%s) = (%s) WHERE lane = ? AND id = ? AND version = ? AND fence <= ?"
          .formatted(Tables.HEAD.names(""), marks(Tables.HEAD.columns().size()));

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
    if (append.baseVersion() == 0) {
      var values = start(lane, Tables.ORIGIN.values(append));
      values.addAll(Tables.HEAD.values(append));
      return session.update(new Sql(CREATE, values)) == 1;
    }
    if (isKeyUsed(session, lane, append)) {
      return false;
    }
    var values = Tables.HEAD.values(append);
    values.add(lane);
    values.add(append.id().value());
    values.add(append.baseVersion());
    values.add(append.fence().map(it -> it.number()).orElse(Long.MAX_VALUE));
    return session.update(new Sql(ADVANCE, values)) == 1;
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
