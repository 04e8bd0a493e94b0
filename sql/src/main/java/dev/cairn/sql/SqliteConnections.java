package dev.cairn.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** The connections to a file, with the settings that matter and their reasons. */
final class SqliteConnections {
  /** Only a program that ignores the lock file can be in the way. */
  private static final int BUSY_TIMEOUT_MS = 5_000;

  /** 16 MiB: the writer moves the log itself only when the thread for it falls behind. */
  private static final int AUTOCHECKPOINT_PAGES = 4_096;

  private static final int LOG_BYTES_MAX = 64 << 20;
  private static final int CACHE_KIB = 16 << 10;

  private SqliteConnections() {}

  static Connection writer(Path file) throws SQLException {
    var config = config();
    config.setJournalMode(JournalMode.WAL);
    // NORMAL would lose acknowledged commits when the power fails.
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(LOG_BYTES_MAX);
    var connection = open(file, config);
    pragma(connection, "wal_autocheckpoint = " + AUTOCHECKPOINT_PAGES);
    return connection;
  }

  static Connection reader(Path file) throws SQLException {
    var connection = open(file, config());
    SqliteFunctions.addTo(connection);
    pragma(connection, "query_only = on");
    return connection;
  }

  static Connection checkpointer(Path file) throws SQLException {
    var config = config();
    config.setSynchronous(SynchronousMode.FULL);
    return open(file, config);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.setTempStore(TempStore.MEMORY);
    // Negative: in KiB, not in pages.
    config.setCacheSize(-CACHE_KIB);
    return config;
  }

  private static Connection open(Path file, SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static void pragma(Connection connection, String pragma) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma);
    }
  }
}
