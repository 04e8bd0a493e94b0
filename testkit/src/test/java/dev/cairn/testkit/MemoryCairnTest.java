package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import java.util.IdentityHashMap;
import java.util.Objects;

class MemoryCairnTest extends CairnContract {
  private final IdentityHashMap<Cairn, MemoryStore> stores = new IdentityHashMap<>();

  @Override
  public Cairn open(Options options) {
    return over(store(), options);
  }

  @Override
  public Cairn reopen(Cairn cairn, Options options) {
    cairn.close();
    return over(Objects.requireNonNull(stores.get(cairn)), options);
  }

  MemoryStore store() {
    return new MemoryStore();
  }

  Options adapted(Options options) {
    return options;
  }

  private Cairn over(MemoryStore store, Options options) {
    var cairn = Kernel.over(store, adapted(options));
    stores.put(cairn, store);
    return cairn;
  }
}
