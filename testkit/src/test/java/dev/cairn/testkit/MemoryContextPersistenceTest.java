package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;

class MemoryContextPersistenceTest extends ContextPersistenceContract {
  @Override
  public Cairn open(Options options) {
    return Kernel.over(new MemoryStore(), options);
  }
}
