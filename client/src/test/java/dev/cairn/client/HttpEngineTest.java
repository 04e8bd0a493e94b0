package dev.cairn.client;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.store.Store;
import dev.cairn.testkit.EngineContract;
import dev.cairn.testkit.MemoryStore;

/** The contract of workflows that run, where people and workers call over HTTP. */
class HttpEngineTest extends EngineContract {
  @Override
  public Store open() {
    return new MemoryStore();
  }

  @Override
  public Store reopen(Store store) {
    return ((MemoryStore) store).reopened();
  }

  @Override
  public Cairn door(Cairn kernel) {
    var served = Served.over(kernel);
    // The store belongs to the contract.
    return new ThroughServer(served.client(Options.defaults().actor("mia")), served::stop);
  }
}
