package dev.cairn.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions that are open, so that closing the client closes them. */
final class Streams implements AutoCloseable {
  private final Set<RemoteSubscription> open = ConcurrentHashMap.newKeySet();

  void add(RemoteSubscription subscription) {
    open.add(subscription);
  }

  void remove(RemoteSubscription subscription) {
    open.remove(subscription);
  }

  @Override
  public void close() {
    open.forEach(RemoteSubscription::close);
  }
}
