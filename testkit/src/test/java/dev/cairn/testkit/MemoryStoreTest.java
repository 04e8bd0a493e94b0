package dev.cairn.testkit;

import dev.cairn.store.Store;

class MemoryStoreTest extends StoreContract {
  @Override
  public Store open() {
    return new MemoryStore();
  }

  @Override
  public Store reopen(Store store) {
    store.close();
    return store;
  }
}
