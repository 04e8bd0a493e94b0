package dev.cairn.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** The processes of a PostgreSQL server that serve the connections to a database. */
record Backends(String url) {
  private static final String ANY =
      """
      SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_type = 'client backend'
       ORDER BY random() LIMIT 1
      """;

  /** {@code pg_terminate_backend} of any: its client finds the connection closed. */
  boolean terminateOne() throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var terminate = connection.prepareStatement("SELECT pg_terminate_backend(?::int)")) {
      var any = any(connection);
      if (any.isPresent()) {
        terminate.setLong(1, any.get());
        terminate.execute();
      }
      return any.isPresent();
    }
  }

  /** {@code kill -9} of any: PostgreSQL then ends all others, and recovers as after a crash. */
  boolean killOne() throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      return any(connection).flatMap(ProcessHandle::of).stream()
          .anyMatch(ProcessHandle::destroyForcibly);
    }
  }

  private static Optional<Long> any(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ANY)) {
      return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
    }
  }
}
