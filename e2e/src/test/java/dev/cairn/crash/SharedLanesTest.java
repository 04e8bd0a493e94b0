package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.json.Json;
import dev.cairn.sql.PostgresSettings;
import dev.cairn.sql.SqlStores;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several processes share the work of one PostgreSQL. */
class SharedLanesTest {
  private static final int LANES = 5;
  private static final int INSTANCES_MAX = 5_000;
  private static final Duration NAP = Duration.ofSeconds(1);

  private String url;
  private Cairn cairn;
  private Drivers drivers;

  @BeforeEach
  void open() throws SQLException {
    url = Postgres.freshDatabase();
    // A new store divides instances into so many lanes; a lane is driven by one node at a time.
    SqlStores.postgresql(url, PostgresSettings.defaults().lanes(LANES)).close();
    cairn = Cairn.open(url);
    drivers = new Drivers(url);
    var last = StepSpec.task("last").handler("do");
    Stream.of(
            WorkflowSpec.of("work", StepSpec.task("first").handler("do"), last),
            WorkflowSpec.of("held", StepSpec.task("held").handler("held"), last),
            WorkflowSpec.of("nap", StepSpec.waitFor("nap", NAP), last))
        .forEach(spec -> cairn.definitions().register(spec.definition()));
  }

  @AfterEach
  void close() throws Exception {
    drivers.close();
    cairn.close();
  }

  private List<InstanceId> begin(String workflow, int count) {
    return Stream.generate(() -> NewInstance.of(workflow).started())
        .limit(count)
        .map(request -> cairn.workflows().create(request).id())
        .toList();
  }

  private List<Instance> instances(List<InstanceId> ids) {
    return ids.stream().map(cairn.workflows()::get).toList();
  }

  private void assertSound(List<InstanceId> ids) {
    assertThat(instances(ids)).allMatch(it -> it.status() == Status.COMPLETED);
    assertThat(ids).allMatch(id -> cairn.archive().verify(id).firstBreak().isEmpty());
  }

  @Test
  void nodes_that_come_and_go_share_the_work_and_every_step_runs_once() throws Exception {
    var ids = new ArrayList<InstanceId>();
    var leaves = atWork("leaves", ids);
    var stays = atWork("stays", ids);
    var comes = atWork("comes", ids);
    leaves.stop();
    ids.addAll(begin("work", 50));
    drivers.await("all is done", () -> drivers.said().size() == ids.size() * 2);
    stays.stop();
    comes.stop();
    assertThat(drivers.said()).doesNotHaveDuplicates().hasSize(ids.size() * 2);
    assertSound(ids);
  }

  private Driver atWork(String name, List<InstanceId> ids) throws InterruptedException {
    var node = drivers.start(name);
    while (node.said().isEmpty()) {
      assertThat(ids.size()).as("before %s has work", name).isLessThan(INSTANCES_MAX);
      ids.addAll(begin("work", 10));
    }
    return node;
  }

  @Test
  void a_node_that_was_paused_is_refused_whatever_it_says() throws Exception {
    var paused = drivers.start("paused");
    var held = begin("held", 8);
    var napping = begin("nap", 4);
    drivers.await("it holds all", () -> paused.said().size() == held.size());
    var calls = paused.said();
    paused.pause();

    var heir = drivers.start("heir");
    heir.open();
    int work = held.size() * 2 + napping.size();
    drivers.await("the other does all of it", () -> heir.said().size() == work);
    assertThat(heir.said()).as("what was in flight has the same key").containsAll(calls);
    heir.stop();
    var successor = drivers.start("successor");
    var ids = Stream.concat(held.stream(), napping.stream()).toList();
    var before = instances(ids).stream().map(Instance::version).toList();

    paused.open();
    paused.wake();
    paused.stop();
    assertThat(paused.said()).as("it went no further").isEqualTo(calls);
    assertThat(instances(ids)).extracting(Instance::version).isEqualTo(before);
    assertThat(instances(held)).extracting(it -> by(it, "held")).containsOnly(Json.of("heir"));
    assertSound(ids);

    // It left without what was no longer its own: the successor drives every lane.
    var more = begin("work", 8);
    drivers.await("work goes on", () -> successor.said().size() == more.size() * 2);
    successor.stop();
    assertSound(more);
  }

  private static Json by(Instance instance, String step) {
    return instance.stepData().require(step).asObject().require("by");
  }

  @Test
  void clocks_that_are_an_hour_off_change_nothing() throws Exception {
    var fast = drivers.start("fast", "PT1H");
    var slow = drivers.start("slow", "PT-1H");
    var ids = begin("nap", 40);
    drivers.await("all woke", () -> drivers.said().size() == ids.size());
    fast.stop();
    slow.stop();
    assertThat(drivers.said()).doesNotHaveDuplicates();
    assertSound(ids);
    for (var instance : instances(ids)) {
      var times = times(instance.id());
      assertThat(times).isSorted();
      var slept = Duration.between(times.getFirst(), times.getLast());
      assertThat(slept).isBetween(NAP, Duration.ofMinutes(30));
    }
  }

  private List<Instant> times(InstanceId id) {
    return cairn.history().versions(id, VersionQuery.all()).items().stream()
        .map(VersionEntry::committedAt)
        .toList();
  }
}
