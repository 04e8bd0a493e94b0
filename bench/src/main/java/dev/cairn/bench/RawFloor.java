package dev.cairn.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * What a careful programmer writes without Cairn: a head with its whole document, guarded by its
 * version, and a row of history with the document, in one transaction.
 */
final class RawFloor {
  static final int ROWS = 4_096;

  private static final String ONE_STATEMENT =
      """
      WITH u AS (
        UPDATE inst SET version = version + 1, state = ?::jsonb, updated_at = now()
         WHERE id = ? AND version = ? RETURNING id, version, state)
      INSERT INTO hist (id, version, state) SELECT id, version, state FROM u
      """;

  private RawFloor() {}

  static void createPostgres(Connection connection, int size) throws SQLException {
    execute(
        connection,
        """
        CREATE TABLE inst (id bigint PRIMARY KEY, version bigint NOT NULL, state jsonb NOT NULL,
          updated_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 70);
        CREATE TABLE hist (id bigint, version bigint, state jsonb NOT NULL,
          at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (id, version));
        """);
    fill(connection, "INSERT INTO inst (id, version, state) VALUES (?, 0, ?::jsonb)", size);
    execute(connection, "VACUUM ANALYZE inst");
  }

  static void createSqlite(Connection connection, int size) throws SQLException {
    execute(
        connection,
        "CREATE TABLE inst (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,"
            + " updated_at INTEGER NOT NULL DEFAULT 0)");
    execute(
        connection,
        "CREATE TABLE hist (id INTEGER, version INTEGER, state TEXT NOT NULL,"
            + " at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (id, version)) WITHOUT ROWID");
    fill(connection, "INSERT INTO inst (id, version, state) VALUES (?, 0, ?)", size);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void fill(Connection connection, String insert, int size) throws SQLException {
    connection.setAutoCommit(false);
    try (var rows = connection.prepareStatement(insert)) {
      for (long id = 0; id < ROWS; id++) {
        rows.setLong(1, id);
        rows.setString(2, Payload.document(id, size, id).canonical());
        rows.addBatch();
      }
      rows.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Documents are made before: the floor is the database's, not the generator's. */
  static String[] documents(int size) {
    var documents = new String[512];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = Payload.document(i, size, i).canonical();
    }
    return documents;
  }

  /** One statement for each commit, over rows that no other caller touches. */
  static Load.Caller postgresCommit(
      Connection connection, int caller, int callers, String[] documents) throws SQLException {
    var statement = connection.prepareStatement(ONE_STATEMENT);
    long[] versions = versions(connection);
    return new Rows(connection, caller, callers) {
      @Override
      public void call(long turn) throws SQLException {
        int id = row(turn);
        statement.setString(1, documents[(int) ((id + versions[id]) % documents.length)]);
        statement.setLong(2, id);
        statement.setLong(3, versions[id]++);
        check(statement.executeUpdate());
      }
    };
  }

  /** One transaction for each commit. */
  static Load.Caller sqliteCommit(Connection connection, String[] documents) throws SQLException {
    long[] versions = versions(connection);
    connection.setAutoCommit(false);
    var update =
        connection.prepareStatement(
            "UPDATE inst SET version = version + 1, state = ? WHERE id = ? AND version = ?");
    var insert =
        connection.prepareStatement("INSERT INTO hist (id, version, state) VALUES (?, ?, ?)");
    return new Rows(connection, 0, 1) {
      @Override
      public void call(long turn) throws SQLException {
        int id = row(turn * 31);
        var document = documents[(int) ((id + versions[id]) % documents.length)];
        update.setString(1, document);
        update.setLong(2, id);
        update.setLong(3, versions[id]++);
        check(update.executeUpdate());
        insert.setLong(1, id);
        insert.setLong(2, versions[id]);
        insert.setString(3, document);
        check(insert.executeUpdate());
        connection.commit();
      }
    };
  }

  static Load.Caller read(Connection connection, int caller) throws SQLException {
    PreparedStatement select =
        connection.prepareStatement("SELECT version, state FROM inst WHERE id = ?");
    var random = new Random(caller);
    return new Rows(connection, caller, 1) {
      @Override
      public void call(long turn) throws SQLException {
        select.setLong(1, random.nextInt(ROWS));
        try (var rows = select.executeQuery()) {
          rows.next();
          rows.getLong(1);
          rows.getString(2);
        }
      }
    };
  }

  private static long[] versions(Connection connection) throws SQLException {
    long[] versions = new long[ROWS];
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id, version FROM inst")) {
      while (rows.next()) {
        versions[rows.getInt(1)] = rows.getLong(2);
      }
    }
    return versions;
  }

  /** A caller with rows of its own. */
  private abstract static class Rows implements Load.Caller {
    private final Connection connection;
    private final int first;
    private final int count;

    Rows(Connection connection, int caller, int callers) {
      this.connection = connection;
      this.count = ROWS / callers;
      this.first = caller * count;
    }

    int row(long turn) {
      return first + (int) (turn % count);
    }

    static void check(int rows) {
      if (rows != 1) {
        throw new IllegalStateException("the guard failed");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
