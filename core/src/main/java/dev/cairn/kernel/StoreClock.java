package dev.cairn.kernel;

import dev.cairn.Times;
import dev.cairn.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The store's time without asking it each time: this node's clock, and how far it is off. Timers go
 * by it, so that nodes whose clocks differ agree on what is due.
 */
final class StoreClock implements InstantSource {
  private final Store store;
  private final InstantSource clock;
  private volatile Duration offset = Duration.ZERO;

  StoreClock(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    if (store.traits().ownership() != Store.Ownership.BORROWED) {
      compare();
    }
  }

  /** Finds out how far this node's clock is off. */
  void compare() {
    if (store.traits().ownership() != Store.Ownership.EXCLUSIVE) {
      offset = Duration.between(clock.instant(), store.leases().now());
    }
  }

  @Override
  public Instant instant() {
    return Times.truncate(clock.instant().plus(offset));
  }
}
