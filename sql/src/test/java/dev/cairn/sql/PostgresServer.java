package dev.cairn.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers to test with, each started once; every test class has a database of its own. */
final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Optional<String> GIVEN =
      Optional.ofNullable(System.getProperty("cairn.test.url"));

  private PostgresServer() {}

  /** The one server of this JVM. */
  private static final class Embedded {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        // The defaults of the library would make every test of durability pass.
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** A new database: on the server that {@code -Dcairn.test.url} names, or on our own. */
  static String freshDatabase() {
    return freshDatabase(GIVEN.orElseGet(() -> Embedded.SERVER.getJdbcUrl("postgres", "postgres")));
  }

  static String freshDatabase(String server) {
    var name = "cairn_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    try (var connection = DriverManager.getConnection(server);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
  }
}
