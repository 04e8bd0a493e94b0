package dev.cairn.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.locks.ReentrantLock;

/** A transaction of the caller's: never committed here, never rolled back beyond what is ours. */
final class JoinedDatabase implements Database {
  private final Dialect dialect = new PostgresDialect();
  private final ReentrantLock lock = new ReentrantLock();
  private final Session session;

  JoinedDatabase(Connection connection) {
    this.session = new Session(connection, dialect);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <T> T read(Work<T> work) {
    lock.lock();
    try {
      T done = work.in(session);
      session.release();
      return done;
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T writeOnce(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    // A failing statement would otherwise end the caller's transaction too.
    return read(within -> {
      var start = session.connection().setSavepoint();
      try {
        return finish(start, work.in(within));
      } catch (SQLException | RuntimeException failure) {
        rollBack(start, failure);
        throw failure;
      }
    });
  }

  /** The connection is the caller's, and stays open. */
  @Override
  public void close() {}

  private <T> T finish(Savepoint start, T done) throws SQLException {
    if (session.takeUndone()) {
      session.connection().rollback(start);
    }
    session.connection().releaseSavepoint(start);
    return done;
  }

  private void rollBack(Savepoint start, Exception failure) {
    try {
      session.connection().rollback(start);
    } catch (SQLException second) {
      failure.addSuppressed(second);
    }
  }
}
