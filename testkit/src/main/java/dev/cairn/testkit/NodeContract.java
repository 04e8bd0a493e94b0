package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Fenced;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Handler;
import dev.cairn.engine.Outcome;
import dev.cairn.flow.Flow;
import dev.cairn.flow.Result;
import dev.cairn.flow.Spot;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import dev.cairn.store.Lanes;
import dev.cairn.store.Leases.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes that share the lanes of a store, die, and wake up too late. */
abstract class NodeContract extends EngineTopic {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String TWO =
      "[{\"id\":\"a\",\"kind\":\"task\"},{\"id\":\"b\",\"kind\":\"task\"}]";

  private EngineSettings node(String name) {
    var settings = noting("a", "b");
    return new EngineSettings(
        name,
        settings.handlers(),
        settings.lease(),
        settings.poll(),
        settings.concurrency(),
        settings.without());
  }

  @Test
  void what_a_dead_node_held_is_taken_over_when_its_lease_ends() {
    var made = started(TWO);
    var dead = engine(node("dead"));
    dead.keepLanes();
    dead.abandon();
    var next = engine(node("next"));
    next.runUntilIdle();
    var end = ended(next, made.id());
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("a", "b");
  }

  @Test
  void a_node_that_closes_gives_its_lanes_back_at_once() {
    var made = started(TWO);
    var first = engine(node("first").lease(LONG));
    first.keepLanes();
    first.close();
    engine(node("second").lease(LONG)).runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_paused_node_that_wakes_after_its_lease_can_do_nothing_more() throws Exception {
    var made = started(TWO);
    var begun = new CountDownLatch(1);
    var sleep = new CountDownLatch(1);
    var runs = new AtomicInteger();
    var paused =
        engine(
            node("paused")
                .handler(
                    "a",
                    job -> {
                      runs.incrementAndGet();
                      begun.countDown();
                      sleep.await();
                      return Outcome.of("by", "paused");
                    }));
    paused.keepLanes();
    paused.poll();
    begun.await();
    var next = engine(node("next"));
    assertThat(ended(next, made.id()).stepData().require("a")).isEqualTo(JsonObject.of("by", "a"));
    var before = get(made);
    sleep.countDown();
    paused.close();
    assertThat(get(made)).isEqualTo(before);
    assertThat(runs.get()).isEqualTo(1);
    verifies(before);
  }

  /** Every way in which a zombie could still speak: all refused, and nothing changes. */
  @Test
  void every_word_of_a_zombie_is_refused() {
    var made =
        started(
            """
            [{"id":"p","kind":"parallel","branches":[
               {"id":"l","steps":[{"id":"a","kind":"task"}]},
               {"id":"r","steps":[{"id":"due","kind":"wait","duration":"PT0S"}]}]}]
            """);
    var drive = Drive.of(cairn, "engine:zombie");
    int lane = drive.laneOf(made.id());
    var zombie = drive.leases().claim(lane, "zombie", Duration.ofMillis(20)).orElseThrow();
    var next = takenOver(drive, lane);
    var flow = drive.flow(made).orElseThrow();
    var spot = Spot.of(made.state(), "p.l").orElseThrow();
    var run = Flow.Run.of(spot);
    var result = new Result(Json.of(1), List.of(), made.context());
    var failure = new Flow.Failure("x", "y", Flow.Failure.Chance.RETRYABLE);
    var words =
        List.of(
            flow.completed(run, result),
            flow.failed(run, failure, 0),
            flow.timersDue(0),
            flow.childStarted(run, "c"),
            flow.parked(run, Json.of(1)));
    for (var word : words) {
      var answer = drive.commit(made.id(), word, Optional.of(zombie.fence()));
      assertThat(answer).isEqualTo(new Fenced(next.fence()));
      assertThat(get(made)).isEqualTo(made);
    }
    assertThat(drive.leases().renew(zombie, LONG)).isFalse();
    assertThat(drive.leases().release(zombie)).isFalse();
    CommitResult owner =
        drive.commit(made.id(), flow.completed(run, result), Optional.of(next.fence()));
    assertThat(committed(owner).stepData().has("a")).isTrue();
    assertThat(next.fence()).isGreaterThan(new Fence(1));
  }

  private static Grant takenOver(Drive drive, int lane) {
    var taken = new java.util.concurrent.atomic.AtomicReference<Optional<Grant>>(Optional.empty());
    await(() -> {
      taken.set(drive.leases().claim(lane, "next", LONG));
      return taken.get().isPresent();
    });
    return taken.get().orElseThrow();
  }

  @Test
  void two_nodes_run_every_step_once() {
    var first = started(TWO);
    var all =
        Stream.concat(
                Stream.of(first),
                Stream.generate(
                        () -> cairn.workflows().create(dev.cairn.NewInstance.of("flow").started()))
                    .limit(29))
            .toList();
    var one = engine(node("one").lease(LONG)).start();
    var two = engine(node("two").lease(LONG)).start();
    await(() -> all.stream().map(this::get).allMatch(it -> it.status() == Status.COMPLETED));
    assertThat(calls).hasSize(2 * all.size());
    one.close();
    two.close();
  }

  @Test
  void lanes_are_shared_fairly_when_nodes_come_and_go() {
    int lanes = store.traits().lanes();
    Engine one = engine(node("one").lease(LONG));
    one.keepLanes();
    assertThat(heldBy("one")).isEqualTo(lanes);
    Engine two = engine(node("two").lease(LONG));
    two.keepLanes();
    one.keepLanes();
    two.keepLanes();
    assertThat(heldBy("one") + heldBy("two")).isEqualTo(lanes);
    assertThat(heldBy("one")).isEqualTo((lanes + 1) / 2);
    one.close();
    two.keepLanes();
    assertThat(heldBy("two")).isEqualTo(lanes);
  }

  @Test
  void a_lane_is_handed_over_when_the_steps_that_run_there_have_ended() {
    var gate = new CountDownLatch(1);
    Set<InstanceId> inside = ConcurrentHashMap.newKeySet();
    Handler held =
        job -> {
          inside.add(job.instance().id());
          gate.await();
          return Outcome.of("by", "one");
        };
    var made = startedInTheLastLane("[{\"id\":\"hold\",\"kind\":\"task\",\"handler\":\"held\"}]");
    Engine one = engine(node("one").lease(LONG).handler("held", held));
    one.keepLanes();
    one.poll();
    await(() -> inside.contains(made.id()));
    // So many others that all lanes but the first are theirs.
    int lanes = store.traits().lanes();
    IntStream.range(0, lanes).forEach(n -> store.leases().beat("other" + n, LONG));
    one.keepLanes();
    assertThat(store.leases().lanes().getLast().node()).contains("one");
    gate.countDown();
    await(() -> get(made).status() == Status.COMPLETED);
    await(() -> {
      one.poll();
      return heldBy("one") <= 1;
    });
    assertThat(get(made).stepData().require("hold").asObject().require("by"))
        .isEqualTo(Json.of("one"));
  }

  private Instance startedInTheLastLane(String steps) {
    int last = store.traits().lanes() - 1;
    return Stream.generate(() -> started(steps))
        .filter(it -> Lanes.of(it.id(), last + 1) == last)
        .findFirst()
        .orElseThrow();
  }

  private long heldBy(String node) {
    return store.leases().lanes().stream()
        .filter(it -> it.node().equals(Optional.of(node)))
        .count();
  }

  @Test
  void explaining_says_who_drives_and_what_is_waited_for() {
    Instance made = started("[{\"id\":\"hold\",\"kind\":\"wait\",\"signal\":\"go\"}]");
    var nobody = work().explain(made.id());
    assertThat(nobody.runnable()).isFalse();
    assertThat(nobody.waitingFor().getFirst().kind()).isEqualTo("signal");
    assertThat(nobody.waitingFor().getFirst().since()).contains(made.updatedAt());
    engine(node("one").lease(LONG)).keepLanes();
    assertThat(work().explain(made.id()).leaseHolder()).contains("one");
    assertThat(work().explain(made.id()).toJson().keys())
        .contains("status", "waitingFor", "leaseHolder", "lastError", "runnable");
  }
}
