package dev.cairn.bench;

import dev.cairn.Cairn;

/** What the engine does in a second, and how it fares when much is due, or has been left. */
final class EngineBench {
  private final Databases databases;
  private final Stage stage;
  private final StepLayout layout;

  EngineBench(Databases databases, Stage stage, StepLayout layout) {
    this.databases = databases;
    this.stage = stage;
    this.layout = layout;
  }

  void run() throws Exception {
    try (var peers = stage.settings().peers() ? Peers.start(databases) : Peers.none();
        var cairn = Cairn.open(databases.postgres("engine"))) {
      new WorkflowBench("postgresql", cairn, peers, stage, layout).run(databases.wal());
    }
    try (var cairn = Cairn.open("sqlite:" + databases.file("engine.db"))) {
      new WorkflowBench("sqlite", cairn, Peers.none(), stage, layout)
          .run(databases.sizeOf("engine.db"));
    }
    new TimerBench("postgresql", stage).run(databases.postgres("timers"));
    new TimerBench("sqlite", stage).run("sqlite:" + databases.file("timers.db"));
    for (int round = 0; round < stage.settings().rounds(); round++) {
      new RecoveryBench("postgresql", stage).run(databases.postgres("recovery" + round));
      new RecoveryBench("sqlite", stage).run("sqlite:" + databases.file("open" + round + ".db"));
    }
  }
}
