package dev.cairn.server.access;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Batches: every member must be one that could be asked for alone. */
record GuardedBatch(Guard guard, GuardedCreation creation) {

  BatchResult run(List<BatchItem> items) {
    var made = new HashSet<InstanceId>();
    for (int index = 0; index < items.size(); index++) {
      try {
        check(items.get(index), made);
      } catch (CairnException denied) {
        return new BatchResult.Failed(index, denied);
      }
    }
    return guard.cairn().workflows().batch(items);
  }

  /** What a batch makes itself, it may change further on. */
  private void check(BatchItem item, Set<InstanceId> made) {
    switch (item) {
      case BatchItem.Create it -> {
        creation.check(it.request());
        it.request().id().filter(id -> guard.find(id).isEmpty()).ifPresent(made::add);
      }
      case BatchItem.Change it -> {
        if (!made.contains(it.commit().instance())) {
          GuardedWorkflows.check(guard, it.commit());
        }
      }
    }
  }
}
