package dev.cairn.sql;

import dev.cairn.store.Lanes;
import dev.cairn.store.Log.Known;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: types of its own, several lanes, and one round trip for many rows. */
record PostgresDialect() implements Dialect {

  @Override
  public String folder() {
    return "postgresql";
  }

  @Override
  public String findsSchemaTable() {
    return "SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL";
  }

  @Override
  public String locksSchema() {
    // Any number will do that no other program is likely to take; it ends with the transaction.
    return "SELECT 1 FROM (SELECT pg_advisory_xact_lock(710421958663)) AS locked";
  }

  @Override
  public String placeholder(String type) {
    return "?::" + type;
  }

  @Override
  public void bind(PreparedStatement statement, int index, UUID id) throws SQLException {
    statement.setObject(index, id);
  }

  @Override
  public @Nullable UUID uuid(ResultSet result, int column) throws SQLException {
    return result.getObject(column, UUID.class);
  }

  @Override
  public String now() {
    // Not now(): that is when the transaction began, and it may have waited since.
    return "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
  }

  @Override
  public String position() {
    return "l.position";
  }

  @Override
  public String logInOrder() {
    return "revision";
  }

  @Override
  public List<Sql> wanted(List<Known> questions, int lanes) {
    var laneOf = new ArrayList<@Nullable Object>();
    var ids = new ArrayList<@Nullable Object>();
    var known = new ArrayList<@Nullable Object>();
    for (var question : questions) {
      laneOf.add(Lanes.of(question.id(), lanes));
      ids.add(question.id().value());
      known.add(question.version());
    }
    return List.of(
        Sql.of(
            """
            (SELECT x.n - 1 AS n, x.lane, x.id, x.known
               FROM unnest(?::integer[], ?::uuid[], ?::bigint[])
                    WITH ORDINALITY AS x (lane, id, known, n)) AS w\
            """,
            new SqlArray("integer", laneOf),
            new SqlArray("uuid", ids),
            new SqlArray("bigint", known)));
  }

  @Override
  public String tagsOfM() {
    return "jsonb_array_elements_text(m.tags) AS t (value)";
  }

  @Override
  public JsonDialect json() {
    return new PostgresJson();
  }
}
