package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.store.Store;

/** Where a contract gets its stores. */
interface StoreHome {

  /** Opens a store that holds nothing. */
  Store open();

  /** Closes a store and opens what it has kept. */
  Store reopen(Store store);

  /** What callers speak to: the kernel itself, unless there is something between. */
  default Cairn door(Cairn kernel) {
    return kernel;
  }
}
