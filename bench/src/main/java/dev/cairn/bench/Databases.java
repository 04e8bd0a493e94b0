package dev.cairn.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/** A folder for SQLite files, and a PostgreSQL of our own that writes as durably as in earnest. */
final class Databases implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres postgres;

  Databases() throws IOException {
    folder = Files.createTempDirectory("cairn-bench");
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "200")
            .start();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes a database; returns its URL. */
  String postgres(String name) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgres.getJdbcUrl("postgres", name);
  }

  /** Counts bytes of the write-ahead log. */
  Load.Meter wal() {
    return () -> {
      try (var connection =
              DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")) {
        rows.next();
        return rows.getLong(1);
      }
    };
  }

  /** Counts the bytes of a SQLite file and its log. */
  Load.Meter sizeOf(String name) {
    return () -> {
      long bytes = 0;
      for (var suffix : new String[] {"", "-wal"}) {
        var file = file(name + suffix);
        bytes += Files.exists(file) ? Files.size(file) : 0;
      }
      return bytes;
    };
  }

  /** Opens a SQLite file as the raw floor does: durable, and no less quick than ours. */
  Connection sqlite(String name) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file(name));
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA busy_timeout=5000");
      statement.execute("PRAGMA cache_size=-65536");
      statement.execute("PRAGMA mmap_size=268435456");
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    delete(folder);
  }

  /** Works in a folder that is deleted afterwards. */
  static void inFolder(Work work) throws Exception {
    var folder = Files.createTempDirectory("cairn-bench");
    try {
      work.in(folder);
    } finally {
      delete(folder);
    }
  }

  /** What needs a folder for a while. */
  interface Work {
    void in(Path folder) throws Exception;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
