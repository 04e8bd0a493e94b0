package dev.cairn.sql;

import dev.cairn.InstanceId;
import dev.cairn.store.Append;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writes a group of appends of one lane: the hot path, where the databases differ most. */
sealed interface Appender permits SqliteAppender, PostgresAppender {

  /** Writes those whose guard holds; says which. */
  Set<InstanceId> append(Session session, int lane, List<Append> group) throws SQLException;
}
