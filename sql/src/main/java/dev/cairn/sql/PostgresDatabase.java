package dev.cairn.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** PostgreSQL behind a pool. */
final class PostgresDatabase implements Database {
  /** Deadlocks and serialization failures undo all, so that it may be tried again at once. */
  private static final int ATTEMPTS = 3;

  private final DataSource groups;
  private final DataSource pool;
  private final DataSource queries;
  private final Runnable onClose;
  private final Dialect dialect = new PostgresDialect();

  /** Over connections of the caller, which stay open. */
  PostgresDatabase(DataSource pool) {
    this(pool, pool, pool, () -> {});
  }

  /**
   * @param groups gives connections for groups of commits: few, so that what PostgreSQL keeps for
   *     each is warm
   * @param pool gives connections for statements that are always the same
   * @param queries gives connections for statements that depend on their values
   */
  PostgresDatabase(DataSource groups, DataSource pool, DataSource queries, Runnable onClose) {
    this.groups = groups;
    this.pool = pool;
    this.queries = queries;
    this.onClose = onClose;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <T> T read(Work<T> work) {
    return attempt(pool, connection -> in(connection, work));
  }

  @Override
  public <T> T query(Work<T> work) {
    return attempt(queries, connection -> in(connection, work));
  }

  @Override
  public <T> T writeOnce(Work<T> work) {
    return read(work);
  }

  @Override
  public <T> T writeGroup(Work<T> work) {
    return attempt(groups, connection -> in(connection, work));
  }

  @Override
  public <T> T write(Work<T> work) {
    return attempt(
        pool,
        connection -> {
          connection.setAutoCommit(false);
          try {
            T done = transaction(connection, work);
            connection.setAutoCommit(true);
            return done;
          } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
          }
        });
  }

  @Override
  public void close() {
    onClose.run();
  }

  private interface Attempt<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T attempt(DataSource source, Attempt<T> attempt) {
    for (int tried = 1; ; tried++) {
      try (var connection = source.getConnection()) {
        return attempt.on(connection);
      } catch (SQLException failure) {
        if (tried == ATTEMPTS || !Failures.isUndone(failure)) {
          throw Failures.judge(failure);
        }
      }
    }
  }

  private <T> T in(Connection connection, Work<T> work) throws SQLException {
    var session = new Session(connection, dialect);
    T done = work.in(session);
    session.release();
    return done;
  }

  private <T> T transaction(Connection connection, Work<T> work) throws SQLException {
    var session = new Session(connection, dialect);
    T done = work.in(session);
    session.release();
    if (session.takeUndone()) {
      connection.rollback();
    } else {
      connection.commit();
    }
    return done;
  }

  /** The first failure is the one that matters. */
  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException second) {
      failure.addSuppressed(second);
    }
  }
}
