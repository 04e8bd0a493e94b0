package dev.cairn.client;

import dev.cairn.Feed;
import dev.cairn.Filter;
import java.util.List;
import java.util.Optional;

/** Commits as they become durable, by the server's streams. */
final class RemoteFeed implements Feed {
  private final Exchange exchange;
  private final Streams streams;

  RemoteFeed(Exchange exchange, Streams streams) {
    this.exchange = exchange;
    this.streams = streams;
  }

  /** A stream says first where it begins. */
  @Override
  public Position end() {
    try (var subscription = subscribe(new Filter.Or(List.of()))) {
      return subscription.position();
    }
  }

  @Override
  public Subscription subscribe(Filter filter) {
    return RemoteSubscription.open(exchange, streams, filter, Optional.empty());
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return RemoteSubscription.open(exchange, streams, filter, Optional.of(after));
  }
}
