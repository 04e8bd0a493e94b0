package dev.cairn.cli.demo;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.Verification;
import java.util.ArrayList;

/**
 * What a whole store holds, recomputed.
 *
 * @param historyBytes of what commits say, in canonical form
 * @param stateBytes what full copies of every version's state would take, estimated by their ends
 */
record Census(long instances, long versions, long broken, long historyBytes, long stateBytes) {
  private static final int CHUNK = 1_000;

  static Census of(Cairn cairn) {
    var ids = new ArrayList<InstanceId>();
    var summary = cairn.archive().verifyAll((Verification it) -> ids.add(it.instance()));
    long history = 0;
    long states = 0;
    for (var id : ids) {
      history += history(cairn, id);
      states += states(cairn, id);
    }
    return new Census(summary.instances(), summary.versions(), summary.broken(), history, states);
  }

  private static long history(Cairn cairn, InstanceId id) {
    long bytes = 0;
    long from = 1;
    var receipts = cairn.history().receipts(id, from, CHUNK);
    while (!receipts.isEmpty()) {
      bytes +=
          receipts.stream()
              .flatMap(it -> it.body().stream())
              .map(Receipt.Body::toJson)
              .mapToLong(it -> it.byteCount())
              .sum();
      from += receipts.size();
      receipts = cairn.history().receipts(id, from, CHUNK);
    }
    return bytes;
  }

  /** Versions grow about evenly from the first to the last. */
  private static long states(Cairn cairn, InstanceId id) {
    long last = cairn.history().count(id);
    long first = cairn.history().at(id, 1).state().json().byteCount();
    return last * (first + cairn.history().at(id, last).state().json().byteCount()) / 2;
  }
}
