package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.bench.Load.Sample;
import dev.cairn.bench.StepLayout.Wanted;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs, and tells what it found: a few moments of it, on SQLite. */
class EngineBenchTest {
  private static final String[] SHORT =
      "engine --rounds 1 --seconds 0.2 --timers 200 --window 1 --open 50".split(" ", -1);

  @TempDir private Path folder;
  private final StepLayout layout = new StepLayout();
  private final Report report = new Report(layout);
  private final Stage stage = new Stage(Settings.parse(SHORT), report);

  private String url(String name) {
    return "sqlite:" + folder.resolve(name);
  }

  @Test
  void workflows_and_approvals_are_counted() throws Exception {
    try (var cairn = Cairn.open(url("workflows.db"))) {
      new WorkflowBench("sqlite", cairn, Peers.none(), stage, layout).run(() -> 0);
    }
    assertThat(report.table().lines())
        .hasSize(2 + 9)
        .anyMatch(row -> row.startsWith("| sqlite workflow of 1 x1 | cairn | "))
        .anyMatch(row -> row.startsWith("| sqlite workflow of 10 x32 | cairn | "))
        .anyMatch(row -> row.startsWith("| sqlite approval x8 | cairn | "));
  }

  @Test
  void all_timers_fire_once_and_none_early() throws Exception {
    new TimerBench("sqlite", stage).run(url("timers.db"));
    assertThat(report.table())
        .contains("| sqlite 200 timers in 1 s | fired | 200 | 200 |")
        .contains("| sqlite 200 timers in 1 s | fired early | 0 | 0 |")
        .contains("| sqlite 200 timers in 1 s | committed again | 0 | 0 |")
        .contains("| sqlite 200 timers in 1 s | late, p99 | ");
  }

  @Test
  void what_a_killed_process_ran_is_run_again() throws Exception {
    new RecoveryBench("sqlite", stage).run(url("open.db"));
    assertThat(report.table())
        .contains("| sqlite kill -9, 50 open | ready after | ")
        .contains("| sqlite kill -9, 50 open | all driven again after | ")
        .contains("| sqlite kill -9, 50 open | all complete after | ");
  }

  @Test
  void rates_and_ratios_stand_beside_what_is_wanted() {
    layout.expect("scene", new Wanted(10, "24,000", "700", "5, 10"));
    report.add("scene", StepLayout.OURS, new Sample(3_000, 10, 20, 6_000));
    report.add("scene", "other", new Sample(600, 50, 90, 0));
    assertThat(report.table())
        .contains("| scene | cairn | 3,000 | 30,000 (24,000) | 10 | 20 | 600 (700) |  |")
        .contains("| scene | other | 600 | 6,000 | 50 | 90 |  | 5.00 (5, 10) |");
  }
}
