package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.CommitResult;
import dev.cairn.Decision;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.bench.StepLayout.Wanted;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.flow.Spot;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Workflows from creation to their last durable commit, so many at once; beside other engines. */
final class WorkflowBench {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final int[] STEPS = {1, 10};
  private static final JsonObject INPUT = Json.parse(Workload.INPUT).asObject();
  private static final Outcome OUTPUT = Outcome.of(Json.parse(Workload.OUTPUT));

  private final String database;
  private final Cairn cairn;
  private final Peers peers;
  private final Stage stage;
  private final StepLayout layout;
  private final Map<InstanceId, CompletableFuture<Status>> open = new ConcurrentHashMap<>();

  WorkflowBench(String database, Cairn cairn, Peers peers, Stage stage, StepLayout layout) {
    this.database = database;
    this.cairn = cairn;
    this.peers = peers;
    this.stage = stage;
    this.layout = layout;
  }

  void run(Load.Meter meter) throws Exception {
    var settings = EngineSettings.named("bench").handler("work", job -> OUTPUT);
    var unwatch = Drive.of(cairn, "bench").watch(this::committed);
    try (var engine = Engine.over(cairn, settings)) {
      engine.keepLanes();
      engine.start();
      for (int steps : STEPS) {
        define("bench-" + steps, tasks(steps));
        for (int clients : CLIENTS) {
          addWorkflows(steps, clients);
        }
      }
      define("bench-approval", StepSpec.approval("agree"));
      for (int clients : CLIENTS) {
        addApprovals(clients);
      }
      stage.rehearse(meter);
      stage.play(meter);
    } finally {
      unwatch.run();
    }
  }

  private static StepSpec[] tasks(int steps) {
    return IntStream.rangeClosed(1, steps)
        .mapToObj(n -> StepSpec.task("s" + n).handler("work"))
        .toArray(StepSpec[]::new);
  }

  private void define(String id, StepSpec... steps) {
    cairn.definitions().register(WorkflowSpec.of(id, steps).definition());
  }

  private void addWorkflows(int steps, int clients) {
    var scene = database + " workflow of " + steps + " x" + clients;
    layout.expect(scene, wanted(steps, clients));
    stage.add(scene, StepLayout.OURS, clients, number -> turn -> workflow(steps));
    peers.add(stage, scene, steps, clients);
  }

  private Wanted wanted(int steps, int clients) {
    boolean many = clients == 32;
    boolean ten = steps == 10;
    boolean shared = database.equals("postgresql");
    return new Wanted(
        steps,
        !shared && ten && many ? "24,000, 45,000" : "",
        shared && ten ? "700, 450" : "",
        many ? "5, 10" : ten && clients == 1 ? "2" : "");
  }

  private void addApprovals(int clients) {
    var scene = database + " approval x" + clients;
    stage.add(scene, StepLayout.OURS, clients, number -> turn -> approval());
  }

  /** On the committing thread. */
  private void committed(Instance instance) {
    if (instance.status().isTerminal()) {
      var waiting = open.remove(instance.id());
      if (waiting != null) {
        waiting.complete(instance.status());
      }
    }
  }

  private void workflow(int steps) throws Exception {
    var id = cairn.workflows().newId();
    var done = new CompletableFuture<Status>();
    open.put(id, done);
    cairn.workflows().create(NewInstance.of("bench-" + steps).id(id).context(INPUT).started());
    check(done.get());
  }

  /** Created, found waiting, approved, and complete. */
  private void approval() {
    var waiting =
        cairn.workflows().create(NewInstance.of("bench-approval").context(INPUT).started());
    var visit = Spot.of(waiting.state(), Spot.MAIN).orElseThrow().visit();
    var result = cairn.work().decide(waiting.id(), visit, Decision.approve(waiting));
    if (!(result instanceof CommitResult.Committed approved)) {
      throw new IllegalStateException("refused: " + result);
    }
    check(approved.instance().status());
  }

  private static void check(Status end) {
    if (end != Status.COMPLETED) {
      throw new IllegalStateException("a workflow ended as " + end);
    }
  }
}
