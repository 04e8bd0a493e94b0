package dev.cairn.testkit;

import dev.cairn.store.Store;

class MemoryEngineTest extends EngineContract {
  @Override
  public Store open() {
    return new MemoryStore();
  }

  @Override
  public Store reopen(Store store) {
    return ((MemoryStore) store).reopened();
  }
}
