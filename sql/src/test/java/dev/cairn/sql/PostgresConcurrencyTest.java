package dev.cairn.sql;

import dev.cairn.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PostgresConcurrencyTest extends ConcurrencyContract {
  private final Store store =
      SqlStores.postgresql(PostgresServer.freshDatabase(), PostgresSettings.defaults());

  @Override
  Store store() {
    return store;
  }

  @AfterAll
  void close() {
    store.close();
  }
}
