package dev.cairn.sql;

import dev.cairn.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class SqliteConcurrencyTest extends ConcurrencyContract {
  private final Store store;

  SqliteConcurrencyTest(@TempDir Path folder) {
    store = SqlStores.sqlite(folder.resolve("cairn.db"));
  }

  @Override
  Store store() {
    return store;
  }

  @AfterAll
  void close() {
    store.close();
  }
}
