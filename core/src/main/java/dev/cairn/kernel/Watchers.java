package dev.cairn.kernel;

import dev.cairn.Instance;
import dev.cairn.store.Head;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those in this process who want to know what was committed. */
final class Watchers {
  private final List<Consumer<Instance>> all = new CopyOnWriteArrayList<>();

  /** A watcher is called by the committing thread: it must be quick, and must not throw. */
  Runnable add(Consumer<Instance> watcher) {
    all.add(watcher);
    return () -> all.remove(watcher);
  }

  void committed(List<Head> durable) {
    for (var watcher : all) {
      durable.forEach(head -> watcher.accept(head.instance()));
    }
  }
}
