package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.EngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of workflows that run, on files of SQLite. */
class SqliteEngineTest extends EngineContract {
  private final SqliteFiles files;

  SqliteEngineTest(@TempDir Path folder) {
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
