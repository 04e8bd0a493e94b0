package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.EngineContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** The contract of workflows that run, on files of SQLite. */
class SqliteEngineTest extends EngineContract {
  private final Map<Store, Path> files = new HashMap<>();
  private final Path folder;

  SqliteEngineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  public Store open() {
    return open(folder.resolve(files.size() + ".db"));
  }

  @Override
  public Store reopen(Store store) {
    store.close();
    return open(Objects.requireNonNull(files.get(store)));
  }

  private Store open(Path file) {
    var store = SqlStores.sqlite(file);
    files.put(store, file);
    return store;
  }
}
