package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.sql.PostgresSettings;
import dev.cairn.sql.SqlStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL crashes again and again while two nodes drive workflows. */
class RestartsCrashTest {
  private static final int LANES = 4;
  private static final int STEPS = 5;
  private static final int INSTANCES_PER_CRASH = 60;

  @TempDir Path folder;

  @Test
  void every_workflow_ends_and_none_is_stuck_or_lost() throws Exception {
    int crashes = Faults.rounds(3);
    try (var postgres = new PostgresOfItsOwn(folder.resolve("data"));
        var drivers = new Drivers(postgres.url())) {
      var ids = begin(postgres.url(), crashes * INSTANCES_PER_CRASH);
      int steps = ids.size() * STEPS;
      var one = drivers.start("one");
      var two = drivers.start("two");
      for (int crash = 1; crash <= crashes; crash++) {
        int due = steps / (crashes + 1) * crash;
        drivers.await("work goes on", () -> calls(drivers).size() >= due);
        postgres.crash();
      }
      drivers.await("all is done", () -> calls(drivers).size() >= steps);
      one.stop();
      two.stop();
      assertThat(calls(drivers)).as("a step that ran again had the same key").hasSize(steps);
      try (var cairn = Cairn.open(postgres.url())) {
        for (var id : ids) {
          assertThat(cairn.workflows().get(id).status()).isEqualTo(Status.COMPLETED);
          assertThat(cairn.archive().verify(id).firstBreak()).isEmpty();
        }
      }
    }
  }

  /** With their keys; what ran twice because its commit was lost is there once. */
  private static Set<String> calls(Drivers drivers) {
    return new TreeSet<>(drivers.said());
  }

  private static List<InstanceId> begin(String url, int count) {
    SqlStores.postgresql(url, PostgresSettings.defaults().lanes(LANES)).close();
    try (var cairn = Cairn.open(url)) {
      var steps =
          IntStream.rangeClosed(1, STEPS)
              .mapToObj(n -> StepSpec.task("s" + n).handler("do"))
              .toArray(StepSpec[]::new);
      cairn.definitions().register(WorkflowSpec.of("work", steps).definition());
      return Stream.generate(() -> NewInstance.of("work").started())
          .limit(count)
          .map(request -> cairn.workflows().create(request).id())
          .toList();
    }
  }
}
