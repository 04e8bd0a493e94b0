package dev.cairn.sql;

import dev.cairn.store.Store;
import dev.cairn.testkit.EngineContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The contract of workflows that run, on the PostgreSQL that comes with the tests or was named. */
class PostgresEngineTest extends EngineContract {
  private final Map<Store, String> urls = new HashMap<>();

  @Override
  public Store open() {
    return open(freshDatabase());
  }

  String freshDatabase() {
    return PostgresServer.freshDatabase();
  }

  @Override
  public Store reopen(Store store) {
    store.close();
    return open(Objects.requireNonNull(urls.get(store)));
  }

  private Store open(String url) {
    var store = SqlStores.postgresql(url, PostgresSettings.defaults().connections(6));
    urls.put(store, url);
    return store;
  }
}
