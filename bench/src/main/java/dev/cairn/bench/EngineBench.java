package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Workflows from creation to their last durable commit, so many at once. */
final class EngineBench {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final int[] STEPS = {1, 10};

  private final Databases databases;
  private final Stage stage;

  EngineBench(Databases databases, Stage stage) {
    this.databases = databases;
    this.stage = stage;
  }

  void run() throws Exception {
    try (var cairn = Cairn.open("sqlite:" + databases.file("engine.db"))) {
      run("sqlite", cairn, databases.sizeOf("engine.db"));
    }
    try (var cairn = Cairn.open(databases.postgres("engine"))) {
      run("postgresql", cairn, databases.wal());
    }
  }

  private void run(String database, Cairn cairn, Load.Meter meter) throws Exception {
    var settings = EngineSettings.named("bench").handler("work", job -> Outcome.of("ok", true));
    Map<InstanceId, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();
    var unwatch =
        Drive.of(cairn, "bench")
            .watch(instance -> {
              if (instance.status().isTerminal()) {
                var waiting = open.remove(instance.id());
                if (waiting != null) {
                  waiting.complete(true);
                }
              }
            });
    try (var engine = Engine.over(cairn, settings)) {
      engine.keepLanes();
      engine.start();
      for (int steps : STEPS) {
        define(cairn, steps);
        for (int clients : CLIENTS) {
          var scene = database + " workflow of " + steps + " x" + clients;
          stage.add(scene, "cairn", clients, number -> turn -> workflow(cairn, steps, open));
        }
      }
      stage.play(meter);
    } finally {
      unwatch.run();
    }
  }

  private static void define(Cairn cairn, int steps) {
    var specs =
        IntStream.rangeClosed(1, steps)
            .mapToObj(n -> StepSpec.task("s" + n).handler("work"))
            .toArray(StepSpec[]::new);
    cairn.definitions().register(WorkflowSpec.of("bench-" + steps, specs).definition());
  }

  private static void workflow(
      Cairn cairn, int steps, Map<InstanceId, CompletableFuture<Boolean>> open) throws Exception {
    var id = cairn.workflows().newId();
    var done = new CompletableFuture<Boolean>();
    open.put(id, done);
    var context = JsonObject.of("n", 1, "title", "Checkout");
    cairn.workflows().create(NewInstance.of("bench-" + steps).id(id).context(context).started());
    done.get();
  }
}
