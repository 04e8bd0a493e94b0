package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all stores, on files of SQLite. */
class SqliteStoreTest extends StoreContract {
  private final SqliteFiles files;

  SqliteStoreTest(@TempDir Path folder) {
    this.files = new SqliteFiles(folder);
  }

  @Override
  public Store open() {
    return files.open();
  }

  @Override
  public Store reopen(Store store) {
    return files.reopen(store);
  }
}
