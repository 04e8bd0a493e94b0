package dev.cairn.sql;

import dev.cairn.store.Log.Known;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What SQLite and PostgreSQL do differently in statements that are otherwise the same. Apart from
 * this there are {@link Database} (connections), {@link Appender} (the hot path) and {@link
 * JsonDialect} (conditions on JSON).
 */
sealed interface Dialect permits SqliteDialect, PostgresDialect {

  /** The folder of migrations. */
  String folder();

  /** Finds out whether there is a table {@code schema_version}; a row when there is. */
  String findsSchemaTable();

  /** Keeps other openers from migrating at the same time; returns one row or none. */
  String locksSchema();

  /** A question mark for a value of this type of PostgreSQL. */
  String placeholder(String type);

  void bind(PreparedStatement statement, int index, UUID id) throws SQLException;

  @Nullable UUID uuid(ResultSet result, int column) throws SQLException;

  /** The database's clock in microseconds since 1970, as an expression. */
  String now();

  /** The position of the newest commit in a lane {@code l}, as an expression. */
  String position();

  /** The log, to be read in the order of a lane's positions. */
  String logInOrder();

  /**
   * Tables {@code w(n, lane, id, known)} of heads that are asked for: as many as it takes
   * statements to ask for all.
   */
  List<Sql> wanted(List<Known> questions, int lanes);

  /** The tags of a row {@code m} as a table with a column {@code value}. */
  String tagsOfM();

  JsonDialect json();
}
