package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A second server that follows the first, whose commits wait for it, and that can take over. */
final class Standby implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final PostgresOfItsOwn primary;
  private final Control control;
  private final int port;

  private Standby(PostgresOfItsOwn primary, Control control, int port) {
    this.primary = primary;
    this.control = control;
    this.port = port;
  }

  /** A copy of the primary, that has caught up with it. */
  static Standby of(PostgresOfItsOwn primary, Path data) throws Exception {
    var control = new Control(Control.of(primary.data()).program(), data);
    try (var connection = DriverManager.getConnection(primary.url())) {
      copy(connection, primary.data(), data);
    }
    Files.createFile(data.resolve("standby.signal"));
    var follow =
        "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary.port());
    Files.writeString(data.resolve("postgresql.auto.conf"), follow, StandardOpenOption.APPEND);
    int port = Ports.free();
    control.run(
        "-l",
        data.resolve("server.log").toString(),
        "-o",
        "-p %d -c max_connections=200 -c unix_socket_directories=".formatted(port),
        "start");
    var standby = new Standby(primary, control, port);
    standby.makeCommitsWait();
    return standby;
  }

  /** A base backup, as the manual of PostgreSQL tells how to make one by hand. */
  private static void copy(Connection connection, Path from, Path to) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT pg_backup_start('standby', true)");
      assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor())
          .isZero();
      try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        label.next();
        Files.writeString(to.resolve("backup_label"), label.getString(1));
      }
    }
    for (var own : List.of("postmaster.pid", "postmaster.opts")) {
      Files.delete(to.resolve(own));
    }
  }

  private void makeCommitsWait() throws Exception {
    try (var connection = DriverManager.getConnection(primary.url());
        var statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
      statement.execute("SELECT pg_reload_conf()");
      long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
      while (!isSynchronous(connection)) {
        assertThat(System.nanoTime()).as("the standby follows").isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isSynchronous(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) {
      return rows.next() && rows.getInt(1) == 1;
    }
  }

  /** Names both servers, and asks for the one that takes writes: as the documentation says. */
  String url() {
    return "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres"
            .formatted(primary.port(), port)
        + "&targetServerType=primary";
  }

  /** The primary is gone for good, and this one takes its place. */
  void takeOver() throws IOException, InterruptedException {
    primary.die();
    control.run("promote");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    control.run("-m", "immediate", "stop");
  }
}
