package dev.cairn.kernel;

import dev.cairn.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The store's time without asking it each time: this node's clock, and how far it is off. Commits
 * and timers go by it, so that nodes whose clocks differ agree on when something was, and on what
 * is due. Safe for use by many threads.
 */
public final class StoreClock implements InstantSource {
  private final Store store;
  private final InstantSource clock;
  private volatile Duration offset = Duration.ZERO;

  private StoreClock(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The time of a store that other nodes may use too; who has one alone has its time too. */
  public static InstantSource of(Store store, InstantSource clock) {
    if (store.traits().ownership() == Store.Ownership.EXCLUSIVE) {
      return clock;
    }
    var corrected = new StoreClock(store, clock);
    corrected.compare();
    return corrected;
  }

  /** Finds out how far this node's clock is off; clocks drift, so do it now and then. */
  void compare() {
    offset = Duration.between(clock.instant(), store.leases().now());
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(offset);
  }
}
