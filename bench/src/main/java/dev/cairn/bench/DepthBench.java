package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** One instance with very many versions: commits at its head, and reads of any old version. */
final class DepthBench {
  private static final int WRITERS = 64;

  private final Databases databases;
  private final Stage stage;

  DepthBench(Databases databases, Stage stage) {
    this.databases = databases;
    this.stage = stage;
  }

  void run() throws Exception {
    if (stage.settings().includes("postgresql depth")) {
      try (var cairn = Cairn.open(databases.postgres("oursdepth"))) {
        run("postgresql depth", cairn, databases.wal());
      }
    }
    if (stage.settings().includes("sqlite depth")) {
      try (var cairn = Cairn.open("sqlite:" + databases.file("oursdepth.db"))) {
        run("sqlite depth", cairn, databases.sizeOf("oursdepth.db"));
      }
    }
  }

  private void run(String name, Cairn cairn, Load.Meter meter) throws Exception {
    var deep = Ours.fill(cairn, 1, Payload.SMALL, 1).getFirst();
    var fresh = Ours.fill(cairn, 1, Payload.SMALL, 1).getFirst();
    int versions = stage.settings().versions();
    deepen(cairn, deep, versions);
    stage.scene(name + " commit", "new instance", "0.9");
    stage.add(name + " commit", "new instance", 1, n -> increment(cairn, fresh));
    stage.add(name + " commit", versions + " versions", 1, n -> increment(cairn, deep));
    stage.scene(name + " read of an old version", "", "");
    stage.add(name + " read of an old version", "p99 < 10 ms", 1, n -> old(cairn, deep, versions));
    stage.play(meter);
  }

  private static Load.Caller increment(Cairn cairn, InstanceId id) {
    return turn ->
        cairn
            .workflows()
            .update(id, context -> context.asObject().with("attempt", Json.of(turn)))
            .orThrow();
  }

  private static Load.Caller old(Cairn cairn, InstanceId id, int versions) {
    var random = new Random(1);
    return turn -> cairn.history().at(id, 1 + random.nextInt(versions));
  }

  /** Many writers on one instance: their commits are decided in line and written together. */
  private static void deepen(Cairn cairn, InstanceId id, int versions) throws Exception {
    var done = new CountDownLatch(WRITERS);
    for (int writer = 0; writer < WRITERS; writer++) {
      Thread.ofVirtual()
          .start(() -> {
            var caller = increment(cairn, id);
            try {
              for (long turn = 0; turn < versions / WRITERS; turn++) {
                caller.call(turn);
              }
            } catch (Exception failure) {
              throw new IllegalStateException(failure);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
  }
}
