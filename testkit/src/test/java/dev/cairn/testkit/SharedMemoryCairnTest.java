package dev.cairn.testkit;

import dev.cairn.Options;
import dev.cairn.store.Store;

/** A kernel that must not believe what it remembers, and remembers next to nothing. */
class SharedMemoryCairnTest extends MemoryCairnTest {
  @Override
  MemoryStore store() {
    return new MemoryStore(Store.Ownership.SHARED);
  }

  @Override
  Options adapted(Options options) {
    return options.headCacheBytes(0);
  }
}
