package dev.cairn.bench;

import dev.cairn.bench.Report.Figure;

/** A process that runs very many workflows is killed, and another takes them over. */
final class RecoveryBench {
  private final String database;
  private final Stage stage;

  RecoveryBench(String database, Stage stage) {
    this.database = database;
    this.stage = stage;
  }

  void run(String url) throws Exception {
    int count = stage.settings().open();
    var scene = "%s kill -9, %,d open".formatted(database, count);
    if (!stage.settings().includes(scene)) {
      return;
    }
    String one;
    try (var first = OpenInstances.first(url, count)) {
      one = first.hear();
      first.kill();
    }
    long killed = System.nanoTime();
    try (var second = OpenInstances.second(url, count, one)) {
      for (int heard = 0; heard < OpenInstances.Stop.values().length; heard++) {
        var stop = OpenInstances.Stop.valueOf(second.hear());
        double seconds = (System.nanoTime() - killed) / 1e9;
        stage.note(new Figure(scene, stop.text(), "%,.2f s", stop.goal()), seconds);
      }
    }
  }
}
