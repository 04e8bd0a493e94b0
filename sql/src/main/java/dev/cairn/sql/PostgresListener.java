package dev.cairn.sql;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** LISTEN, on a thread and a connection of its own; made again when it breaks. */
final class PostgresListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresListener.class.getName());

  /** How soon the thread notices that it is to end. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration PATIENCE_MAX = Duration.ofSeconds(30);

  /** Classes of SQLSTATE: a feature that is not there, a statement that is not understood. */
  private static final Set<String> NOT_THERE = Set.of("0A", "42");

  private final Source source;
  private final Runnable connected;
  private final BiConsumer<SQLException, Hope> away;
  private final Consumer<String> heard;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cairn-listen").unstarted(this::run);
  private volatile Optional<Connection> heardOn = Optional.empty();
  private boolean started;

  /** Gives a connection that nobody else uses. */
  interface Source {
    Connection open() throws SQLException;
  }

  /** Whether it is worth while to try again. */
  enum Hope {
    AGAIN,
    NEVER
  }

  PostgresListener(
      Source source,
      Runnable connected,
      BiConsumer<SQLException, Hope> away,
      Consumer<String> heard) {
    this.source = source;
    this.connected = connected;
    this.away = away;
    this.heard = heard;
  }

  synchronized void start() {
    if (!started && stop.getCount() > 0) {
      started = true;
      thread.start();
    }
  }

  private void run() {
    var patience = LOOK;
    var hope = Hope.AGAIN;
    while (hope == Hope.AGAIN && !isStopped(patience.minus(LOOK))) {
      try {
        listen();
        patience = LOOK;
      } catch (SQLException failure) {
        if (isStopped(Duration.ZERO)) {
          return;
        }
        hope = isThere(failure) ? Hope.AGAIN : Hope.NEVER;
        away.accept(failure, hope);
        patience = patience.multipliedBy(2);
        patience = patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
        LOG.log(Level.DEBUG, "nothing is heard of other nodes", failure);
      }
    }
  }

  private static boolean isThere(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return !(failure instanceof SQLFeatureNotSupportedException)
        && NOT_THERE.stream().noneMatch(state::startsWith);
  }

  private void listen() throws SQLException {
    try (var connection = source.open()) {
      heardOn = Optional.of(connection);
      try (var statement = connection.createStatement()) {
        statement.execute("LISTEN " + PostgresHints.CHANNEL);
      }
      connected.run();
      var server = connection.unwrap(PGConnection.class);
      while (!isStopped(Duration.ZERO)) {
        for (var notification : server.getNotifications((int) LOOK.toMillis())) {
          heard.accept(notification.getParameter());
        }
      }
    }
  }

  private boolean isStopped(Duration patience) {
    try {
      return stop.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stop.countDown();
    synchronized (this) {
      if (!started) {
        return;
      }
    }
    try {
      while (!thread.join(Duration.ofMillis(10))) {
        // It reads from the connection, and notices that this is closed before the time is over.
        heardOn.ifPresent(PostgresListener::abort);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException closed) {
      LOG.log(Level.DEBUG, "the connection is closed already", closed);
    }
  }
}
