package dev.cairn.crash;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One process of several that increment one counter. Arguments: the store's URL, the instance,
 * threads, increments of each.
 */
final class Incrementer {
  private Incrementer() {}

  public static void main(String[] args) throws Exception {
    Leash.tie();
    var id = InstanceId.of(args[1]);
    int threads = Integer.parseInt(args[2]);
    try (var cairn = Cairn.open(args[0]);
        var pool = Executors.newFixedThreadPool(threads)) {
      var done = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++) {
        done.add(pool.submit(() -> increment(cairn, id, Integer.parseInt(args[3]))));
      }
      for (var each : done) {
        each.get();
      }
    }
  }

  private static void increment(Cairn cairn, InstanceId id, int times) {
    for (int i = 0; i < times; i++) {
      cairn.workflows().update(id, Scene::increment).orThrow();
    }
  }
}
