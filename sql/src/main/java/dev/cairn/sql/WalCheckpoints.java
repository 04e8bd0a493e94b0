package dev.cairn.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Moves SQLite's write-ahead log into the file beside the commits, which then need not wait. */
final class WalCheckpoints implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WalCheckpoints.class.getName());
  private static final long EVERY_MS = 100;

  private final AtomicLong commits = new AtomicLong();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Connection connection;
  private final Thread thread;
  private long seen;

  WalCheckpoints(Connection connection) {
    this.connection = connection;
    this.thread = Thread.ofPlatform().daemon().name("cairn-wal").start(this::run);
  }

  void committed() {
    commits.incrementAndGet();
  }

  /** Moves what can be moved without waiting for readers or the writer. */
  void moveNew() throws SQLException {
    long now = commits.get();
    if (now != seen) {
      seen = now;
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
      }
    }
  }

  private void run() {
    try {
      while (!stop.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        moveNew();
      }
    } catch (InterruptedException | SQLException failure) {
      // Nothing is lost: the writer does it every so many pages.
      LOG.log(Level.WARNING, "the write-ahead log is no longer moved in the background", failure);
    }
  }

  @Override
  public void close() throws SQLException {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
