package dev.cairn.testkit;

import dev.cairn.store.Store;
import dev.cairn.store.Store.Ownership;

/** An engine that must not believe what it remembers, and waits for leases to end. */
class SharedMemoryEngineTest extends MemoryEngineTest {
  @Override
  public Store open() {
    return new MemoryStore(Ownership.SHARED);
  }
}
