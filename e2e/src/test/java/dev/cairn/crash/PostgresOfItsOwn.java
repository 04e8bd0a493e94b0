package dev.cairn.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

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

  int port() {
    return server.getPort();
  }

  Path data() {
    return data;
  }

  /** As by a power cut of the server alone: it recovers from its log, on the same port. */
  void crash() throws IOException, InterruptedException {
    Control.of(data).run("-m", "immediate", "restart");
  }

  /** As by a power cut that lasts. */
  void die() throws IOException, InterruptedException {
    Control.of(data).run("-m", "immediate", "stop");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
