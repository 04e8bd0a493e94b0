package dev.cairn.sql;

import dev.cairn.store.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Stores on databases of PostgreSQL, which can be opened again. */
final class PostgresDatabases {
  private final Map<Store, String> urls = new HashMap<>();

  Store open(String url) {
    var store = SqlStores.postgresql(url, PostgresSettings.defaults().connections(6));
    urls.put(store, url);
    return store;
  }

  Store reopen(Store store) {
    store.close();
    return open(Objects.requireNonNull(urls.get(store)));
  }
}
