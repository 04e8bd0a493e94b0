package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;

class MemorySagaOrchestratorTest extends SagaOrchestratorContract {
  @Override
  public Cairn open(Options options) {
    return Kernel.over(new MemoryStore(), options);
  }
}
