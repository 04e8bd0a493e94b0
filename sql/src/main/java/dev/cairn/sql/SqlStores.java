package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Opens stores. Each makes its schema, or brings it up to date, when it is not current. */
public final class SqlStores {
  private SqlStores() {}

  /**
   * Opens a SQLite file, which is made when it is not there; its folder must exist.
   *
   * @throws CairnException.Unavailable when another process has it open
   */
  public static Store sqlite(Path file) {
    var database = SqliteDatabase.open(file.toAbsolutePath());
    return closingOnFailure(
        database,
        () -> {
          new Migrations(database).apply(1);
          return SqlStore.exclusive(database);
        });
  }

  /**
   * Opens a PostgreSQL database, version 15 or later, through a pool of its own. Parameters of the
   * driver may stand in the URL; {@code prepareThreshold=0} is for pgbouncer in transaction mode.
   */
  public static Store postgresql(String url, PostgresSettings settings) {
    var pools = new PostgresPools(url, settings);
    var database =
        new PostgresDatabase(pools.groups(), pools.others(), pools.queries(), pools::close);
    return opened(
        database,
        settings,
        () -> SqlStore.shared(database, settings.writers(), () -> listening(url)));
  }

  /** A connection of its own, since it waits for what others say. */
  private static Connection listening(String url) throws SQLException {
    var properties = new Properties();
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url, properties);
  }

  /**
   * Opens a PostgreSQL database through the caller's pool, which closing the store leaves open. To
   * keep none of its connections, nothing is heard of other processes: they are looked for.
   */
  public static Store postgresql(DataSource pool, PostgresSettings settings) {
    var database = new PostgresDatabase(pool);
    return opened(database, settings, () -> SqlStore.shared(database, settings.writers()));
  }

  private static Store opened(
      PostgresDatabase database, PostgresSettings settings, Supplier<Store> store) {
    return closingOnFailure(
        database,
        () -> {
          new Migrations(database).apply(settings.lanes());
          return store.get();
        });
  }

  /**
   * Joins the transaction that is open on a connection to PostgreSQL. What is committed becomes
   * durable, and visible to others, when the caller commits; until then other commits to the same
   * lanes wait. The connection is neither committed nor closed here, and is the caller's alone
   * again when the answer is closed.
   *
   * @throws CairnException.Invalid when the connection commits by itself
   * @throws CairnException.Unavailable when the schema is not current
   */
  public static Cairn join(Connection connection, Options options) {
    return Kernel.over(join(connection), options);
  }

  static Store join(Connection connection) {
    try {
      if (connection.getAutoCommit()) {
        throw new CairnException.Invalid(
            "invalid_connection",
            "the connection has no transaction to join",
            "call setAutoCommit(false) first");
      }
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    }
    var database = new JoinedDatabase(connection);
    new Migrations(database).require();
    return SqlStore.borrowed(database);
  }

  /** What has been opened must not be left open when what follows fails. */
  static <T> T closingOnFailure(AutoCloseable opened, Supplier<T> next) {
    try {
      return next.get();
    } catch (RuntimeException failure) {
      try {
        opened.close();
      } catch (Exception second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }
}
