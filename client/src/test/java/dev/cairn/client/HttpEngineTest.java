package dev.cairn.client;

import dev.cairn.Archive;
import dev.cairn.Cairn;
import dev.cairn.Definitions;
import dev.cairn.Feed;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.Options;
import dev.cairn.Work;
import dev.cairn.Workflows;
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
    return new Door(served, served.client(Options.defaults().actor("mia")));
  }

  /** A client, and the server that it stops; the store belongs to the contract. */
  private record Door(Served served, Cairn client) implements Cairn {
    @Override
    public Cairn as(String actor) {
      return client.as(actor);
    }

    @Override
    public Workflows workflows() {
      return client.workflows();
    }

    @Override
    public History history() {
      return client.history();
    }

    @Override
    public Definitions definitions() {
      return client.definitions();
    }

    @Override
    public Work work() {
      return client.work();
    }

    @Override
    public Feed feed() {
      return client.feed();
    }

    @Override
    public Identities identities() {
      return client.identities();
    }

    @Override
    public Archive archive() {
      return client.archive();
    }

    @Override
    public void close() {
      client.close();
      served.stop();
    }
  }
}
