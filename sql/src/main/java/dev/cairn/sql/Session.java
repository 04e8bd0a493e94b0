package dev.cairn.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection and the statements prepared on it. For one thread at a time. */
final class Session {
  /** Texts of queries differ by their filters: those used least recently are let go. */
  private static final int STATEMENTS_MAX = 200;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(32, 0.75f, true);
  private boolean undone;

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Reads one row into a value. */
  interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  <T> List<T> list(Sql sql, Mapper<T> mapper) throws SQLException {
    try (var result = prepare(sql).executeQuery()) {
      return rows(result, mapper);
    }
  }

  private <T> List<T> rows(ResultSet result, Mapper<T> mapper) throws SQLException {
    var rows = new ArrayList<T>();
    while (result.next()) {
      rows.add(mapper.map(new Row(result, dialect)));
    }
    return rows;
  }

  /** Reads by one statement and then by another, in one round trip where the database has trips. */
  <A, B> List<B> listAfter(Sql first, Mapper<A> firstMapper, Sql second, Mapper<B> secondMapper)
      throws SQLException {
    return switch (dialect) {
      case SqliteDialect it -> {
        list(first, firstMapper);
        yield list(second, secondMapper);
      }
      case PostgresDialect it -> {
        var statement = prepare(first.then(";\n").then(second));
        statement.execute();
        rows(statement.getResultSet(), firstMapper);
        statement.getMoreResults();
        yield rows(statement.getResultSet(), secondMapper);
      }
    };
  }

  <T> Optional<T> first(Sql sql, Mapper<T> mapper) throws SQLException {
    var rows = list(sql, mapper);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  /** Runs a change and says how many rows it met. */
  int update(Sql sql) throws SQLException {
    return prepare(sql).executeUpdate();
  }

  /** Runs one change for each row of values. */
  void batch(String text, List<List<@Nullable Object>> rows) throws SQLException {
    var statement = statement(text);
    for (var values : rows) {
      bind(statement, values);
      statement.addBatch();
    }
    if (!rows.isEmpty()) {
      statement.executeBatch();
    }
  }

  /** Asks that the transaction be rolled back at its end, though nothing failed. */
  void undo() {
    undone = true;
  }

  /** Whether {@link #undo} was called since this was asked last. */
  boolean takeUndone() {
    boolean was = undone;
    undone = false;
    return was;
  }

  Connection connection() {
    return connection;
  }

  /** Gives the statements back to the driver, which keeps those it wants to. */
  void release() throws SQLException {
    for (var statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    var statement = statement(sql.text());
    bind(statement, sql.values());
    return statement;
  }

  private PreparedStatement statement(String text) throws SQLException {
    var known = prepared.get(text);
    if (known != null) {
      return known;
    }
    if (prepared.size() >= STATEMENTS_MAX) {
      var eldest = prepared.entrySet().iterator().next();
      eldest.getValue().close();
      prepared.remove(eldest.getKey());
    }
    var made = connection.prepareStatement(text);
    prepared.put(text, made);
    return made;
  }

  private void bind(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      bind(statement, i + 1, values.get(i));
    }
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Double number -> statement.setDouble(index, number);
      case String text -> statement.setString(index, text);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case UUID id -> dialect.bind(statement, index, id);
      case SqlArray array ->
          statement.setArray(index, connection.createArrayOf(array.type(), array.typed()));
      default -> throw new IllegalArgumentException("not a value of a statement: " + value);
    }
  }
}
