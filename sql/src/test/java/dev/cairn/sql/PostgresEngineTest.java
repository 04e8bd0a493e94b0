package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.EngineContract;

/** The contract of workflows that run, on the PostgreSQL that comes with the tests or was named. */
class PostgresEngineTest extends EngineContract {
  private final PostgresDatabases databases = new PostgresDatabases();

  @Override
  public Store open() {
    return databases.open(PostgresServer.freshDatabase());
  }

  @Override
  public Store reopen(Store store) {
    return databases.reopen(store);
  }
}
