package dev.cairn.bench;

import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Makes very many instances. */
final class Bulk {
  private static final int BATCH = 64;

  private Bulk() {}

  static List<InstanceId> create(Cairn cairn, int count, IntFunction<NewInstance> make) {
    var ids = new ArrayList<InstanceId>();
    var batch = new ArrayList<BatchItem>();
    for (int n = 0; n < count; n++) {
      batch.add(new BatchItem.Create(make.apply(n)));
      if (batch.size() == BATCH || n == count - 1) {
        cairn.workflows().batch(List.copyOf(batch)).orThrow().forEach(it -> ids.add(it.id()));
        batch.clear();
      }
    }
    return ids;
  }
}
