package dev.cairn.integrity;

import dev.cairn.crash.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class PostgresFlipTest extends FlipContract {
  @Override
  String url() throws SQLException {
    return Postgres.freshDatabase();
  }

  @Override
  Connection connect(String url) throws SQLException {
    var connection = DriverManager.getConnection(url);
    try (var statement = connection.createStatement()) {
      // Damage need not be durable.
      statement.execute("SET synchronous_commit = off");
    }
    return connection;
  }
}
