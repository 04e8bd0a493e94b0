package dev.cairn.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server for one test, which may crash it. */
final class PostgresOfItsOwn implements AutoCloseable {
  private final Path data;
  private final EmbeddedPostgres server;

  PostgresOfItsOwn(Path data) throws IOException {
    this.data = data;
    this.server = Postgres.durable().setDataDirectory(data).start();
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** As by a power cut of the server alone: it recovers from its log, on the same port. */
  void crash() throws IOException, InterruptedException {
    var postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
    var control = Path.of("/proc", postmaster, "exe").toRealPath().resolveSibling("pg_ctl");
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root; without a user of its own it does not notice.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(control.toString(), "-D", data.toString()));
    command.addAll(List.of("-m", "immediate", "-w", "restart"));
    var log = data.resolve("restart.log").toFile();
    var exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    if (exit.waitFor() != 0) {
      throw new IOException(Files.readString(log.toPath()));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
