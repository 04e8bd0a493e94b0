package dev.cairn.engine;

import dev.cairn.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What other processes said to look at, until there is time for it. */
final class Heard {
  private static final int MAX = 1_000;

  private final BlockingQueue<InstanceId> ids = new LinkedBlockingQueue<>(MAX);
  private volatile boolean much;

  /** Nothing in particular, or more than is remembered, means everything. */
  void add(List<InstanceId> changed) {
    if (changed.isEmpty() || !changed.stream().allMatch(ids::offer)) {
      much = true;
    }
  }

  /** Those to look at now. */
  List<InstanceId> take() {
    var all = new ArrayList<InstanceId>();
    ids.drainTo(all);
    return all.stream().distinct().toList();
  }

  /** Whether everything is to be looked at. */
  boolean isMuch() {
    return much;
  }

  /** Everything that is due is being looked at; what has ended is not due. */
  void looked() {
    much = false;
  }
}
