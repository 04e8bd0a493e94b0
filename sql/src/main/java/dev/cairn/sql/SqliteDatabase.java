package dev.cairn.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A file of SQLite: one connection that writes, a few that read and never wait for it. */
final class SqliteDatabase implements Database {
  private static final int READERS = 4;
  private static final Sql BEGIN = Sql.of("BEGIN IMMEDIATE");
  private static final Sql COMMIT = Sql.of("COMMIT");
  private static final Sql ROLLBACK = Sql.of("ROLLBACK");

  private final Dialect dialect = new SqliteDialect();
  private final ReentrantLock writing = new ReentrantLock();
  private final BlockingQueue<Session> readers = new ArrayBlockingQueue<>(READERS);
  private final FileLock lock;
  private final Session writer;
  private final WalCheckpoints checkpoints;
  private boolean closed;

  private SqliteDatabase(Path file, FileLock lock) throws SQLException {
    this.lock = lock;
    this.writer = new Session(SqliteConnections.writer(file), dialect);
    for (int i = 0; i < READERS; i++) {
      readers.add(new Session(SqliteConnections.reader(file), dialect));
    }
    this.checkpoints = new WalCheckpoints(SqliteConnections.checkpointer(file));
  }

  /** Opens a file, which is made when it is not there. */
  static SqliteDatabase open(Path file) {
    var lock = FileLock.of(file);
    try {
      return new SqliteDatabase(file, lock);
    } catch (SQLException failure) {
      lock.close();
      throw Failures.judge(failure);
    }
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <T> T read(Work<T> work) {
    var session = takeReader();
    try {
      return work.in(session);
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    } finally {
      readers.add(session);
    }
  }

  @Override
  public <T> T writeOnce(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    writing.lock();
    try {
      return transaction(work);
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        letGo();
      }
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    } finally {
      lock.close();
      writing.unlock();
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    writer.update(BEGIN);
    try {
      T done = work.in(writer);
      writer.update(writer.takeUndone() ? ROLLBACK : COMMIT);
      checkpoints.committed();
      return done;
    } catch (SQLException | RuntimeException failure) {
      rollBack(failure);
      throw failure;
    }
  }

  private void rollBack(Exception failure) {
    try {
      writer.takeUndone();
      writer.update(ROLLBACK);
    } catch (SQLException second) {
      // Some failures have rolled back already, and say so here.
      failure.addSuppressed(second);
    }
  }

  private Session takeReader() {
    try {
      return readers.take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new dev.cairn.CairnException.Unavailable("interrupted before reading", stopped);
    }
  }

  private void letGo() throws SQLException {
    checkpoints.close();
    for (var reader : takeAllReaders()) {
      reader.release();
      reader.connection().close();
    }
    // The last connection to close moves the log into the file and removes it.
    writer.release();
    writer.connection().close();
  }

  private List<Session> takeAllReaders() {
    var all = new ArrayList<Session>();
    while (all.size() < READERS) {
      all.add(takeReader());
    }
    return all;
  }
}
