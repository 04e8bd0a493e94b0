package dev.cairn.sql;

import dev.cairn.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentsTest extends DocumentsContract {
  private final Path folder;

  SqliteDocumentsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  Store open() {
    return SqlStores.sqlite(folder.resolve("cairn.db"));
  }
}
