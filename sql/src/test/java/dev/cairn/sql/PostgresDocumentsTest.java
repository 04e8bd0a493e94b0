package dev.cairn.sql;

import dev.cairn.store.Store;

class PostgresDocumentsTest extends DocumentsContract {
  @Override
  Store open() {
    return SqlStores.postgresql(PostgresServer.freshDatabase(), PostgresSettings.defaults());
  }
}
