package dev.cairn.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The same on the PostgreSQL of the machine, which is often an older one. */
class SystemPostgresStoreTest extends PostgresStoreTest {
  @Override
  String freshDatabase() {
    var url = SystemPostgres.url();
    assumeTrue(url.isPresent(), "this machine has no PostgreSQL of its own: name one by -Dpg.home");
    return PostgresServer.freshDatabase(url.orElseThrow());
  }
}
