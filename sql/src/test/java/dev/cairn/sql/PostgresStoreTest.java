package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.StoreContract;

/** The contract of all stores, on the PostgreSQL that comes with the tests or was named. */
class PostgresStoreTest extends StoreContract {
  private final PostgresDatabases databases = new PostgresDatabases();

  @Override
  public Store open() {
    return databases.open(freshDatabase());
  }

  String freshDatabase() {
    return PostgresServer.freshDatabase();
  }

  @Override
  public Store reopen(Store store) {
    return databases.reopen(store);
  }
}
