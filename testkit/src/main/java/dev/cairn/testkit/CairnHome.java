package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;

/** Where a contract gets what it tests. */
interface CairnHome {

  /** Opens a Cairn over a store that holds nothing. */
  Cairn open(Options options);

  /** Closes a Cairn and opens another over what the store has kept. */
  Cairn reopen(Cairn cairn, Options options);
}
