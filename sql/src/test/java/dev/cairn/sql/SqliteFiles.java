package dev.cairn.sql;

import dev.cairn.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Stores on SQLite files of a folder, which can be opened again. */
final class SqliteFiles {
  private final Map<Store, Path> files = new HashMap<>();
  private final Path folder;

  SqliteFiles(Path folder) {
    this.folder = folder;
  }

  Store open() {
    return open(folder.resolve(files.size() + ".db"));
  }

  Store reopen(Store store) {
    store.close();
    return open(Objects.requireNonNull(files.get(store)));
  }

  private Store open(Path file) {
    var store = SqlStores.sqlite(file);
    files.put(store, file);
    return store;
  }
}
