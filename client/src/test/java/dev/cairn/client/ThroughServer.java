package dev.cairn.client;

import dev.cairn.Archive;
import dev.cairn.Cairn;
import dev.cairn.Definitions;
import dev.cairn.Feed;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.Work;
import dev.cairn.Workflows;

/** A client that ends its server, too, when it is closed. */
class ThroughServer implements Cairn {
  private final Cairn client;
  private final Runnable end;

  ThroughServer(Cairn client, Runnable end) {
    this.client = client;
    this.end = end;
  }

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
    end.run();
  }
}
