package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.Outcome;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tokens that part and come together: branches, items, choices, loops, other workflows. */
abstract class ForkContract extends EngineTopic {
  private static final String PARALLEL =
      """
      [{"id":"both","kind":"parallel","join":%s,"branches":[
         {"id":"left","steps":[{"id":"l1","kind":"task"},{"id":"l2","kind":"task"}]},
         {"id":"right","steps":[{"id":"r1","kind":"wait","signal":"go"}]}]},
       {"id":"after","kind":"task"}]
      """;

  @Test
  void all_branches_are_joined_before_the_workflow_goes_on() {
    var made = started(PARALLEL.formatted("\"all\""));
    assertThat(made.state().scopes().has("both")).isTrue();
    var engine = engine(noting("l1", "l2", "after"));
    engine.runUntilIdle();
    assertThat(calls).containsExactly("l1", "l2");
    assertThat(get(made).state().token("both.left").orElseThrow().status()).isEqualTo("complete");
    committed(work().signal(made.id(), "go", Json.of(1), Optional.empty()));
    engine.runUntilIdle();
    var end = get(made);
    assertThat(calls).containsExactly("l1", "l2", "after");
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(end.state().scopes().keys()).containsExactly("root");
    assertThat(end.state().tokens().isEmpty()).isTrue();
    verifies(end);
  }

  @Test
  void the_first_branch_is_enough_and_the_other_is_cancelled() {
    var made = started(PARALLEL.formatted("\"first\""));
    var end = ran(made, noting("l1", "l2", "after"));
    assertThat(calls).containsExactly("l1", "l2", "after");
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(end.stepData().has("r1")).isFalse();
  }

  /** A step that runs until it is called off, beside a wait. */
  private final class Race {
    final CountDownLatch interrupted = new CountDownLatch(1);
    final Instance made;
    final Engine engine;

    Race(String wait) throws InterruptedException {
      made =
          started(
              """
              [{"id":"race","kind":"parallel","join":"first","branches":[
                 {"id":"slow","steps":[{"id":"slow","kind":"task"}]},
                 {"id":"fast","steps":[{"id":"fast","kind":"wait",%s}]}]}]
              """
                  .formatted(wait));
      var begun = new CountDownLatch(1);
      engine = engine(noting().handler("slow", job -> runs(begun)));
      engine.keepLanes();
      engine.poll();
      begun.await();
    }

    private Outcome runs(CountDownLatch begun) throws InterruptedException {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException calledOff) {
        interrupted.countDown();
        throw calledOff;
      }
      return Outcome.none();
    }
  }

  @Test
  void cancelling_a_scope_calls_off_its_running_steps_and_no_others() throws Exception {
    var race = new Race("\"signal\":\"go\"");
    committed(work().signal(race.made.id(), "go", Json.of(1), Optional.empty()));
    race.interrupted.await();
    assertThat(ended(race.engine, race.made.id()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_timer_does_not_wait_for_a_step_that_runs_beside_it() throws Exception {
    var race = new Race("\"duration\":\"PT8S\"");
    clock.advance(Duration.ofSeconds(8));
    await(() -> {
      race.engine.poll();
      return race.interrupted.getCount() == 0;
    });
    assertThat(ended(race.engine, race.made.id()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_branch_may_fail_where_enough_others_remain() {
    var steps = PARALLEL.formatted("1");
    var made = started(steps);
    var engine = engine(noting("l1", "after"));
    engine.runUntilIdle();
    assertThat(get(made).state().token("both.left").orElseThrow().status()).isEqualTo("failed");
    committed(work().signal(made.id(), "go", Json.of(1), Optional.empty()));
    engine.runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_branch_that_fails_ends_all_where_all_are_needed() {
    var end = ran(started(PARALLEL.formatted("\"all\"")), noting("l1"));
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("no_handler");
    assertThat(end.state().timers().isEmpty()).isTrue();
  }

  @Test
  void every_item_is_run_and_no_more_at_once_than_said() {
    var steps =
        """
        [{"id":"each","kind":"forEach","items":"context.items","concurrency":3,"steps":[
           {"id":"work","kind":"task"}]}]
        """;
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var seen = Collections.synchronizedList(new java.util.ArrayList<Json>());
    var settings =
        noting()
            .handler(
                "work",
                job -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  seen.add(job.item().orElseThrow());
                  running.decrementAndGet();
                  return Outcome.of(job.item().orElseThrow());
                });
    var items = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
    var end = ran(started(steps, "items", items), settings);
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(seen).hasSize(30).doesNotHaveDuplicates();
    assertThat(most.get()).isLessThanOrEqualTo(3);
    assertThat(end.stepData().require("work.17")).isEqualTo(Json.of("17"));
    assertThat(end.stepData().require("each")).isEqualTo(JsonObject.of("count", 30));
    assertThat(end.state().tokens().isEmpty()).isTrue();
    verifies(end);
  }

  @Test
  void no_items_and_too_many_are_both_well() {
    var steps =
        """
        [{"id":"each","kind":"forEach","items":"context.items","steps":[
           {"id":"work","kind":"task"}]}]
        """;
    assertThat(started(steps, "items", java.util.List.of()).status()).isEqualTo(Status.COMPLETED);
    var many = IntStream.range(0, 1_001).boxed().toList();
    assertThat(code(started(steps, "items", many))).isEqualTo("too_many_items");
    assertThat(code(started(steps, "items", 3))).isEqualTo("not_an_array");
  }

  @Test
  void a_choice_goes_where_its_condition_says_and_loops_end() {
    needsALanguage();
    var steps =
        """
        [{"id":"try","kind":"task"},
         {"id":"enough","kind":"choice","cases":[
            {"when":"context.n < 3","goTo":"try"},{"when":"context.n > 99","goTo":"bad"}],
          "otherwise":"done"},
         {"id":"bad","kind":"end","outcome":"failed","message":"never"},
         {"id":"done","kind":"end"}]
        """;
    var keys = Collections.synchronizedSet(new java.util.HashSet<String>());
    var settings =
        noting()
            .handler(
                "try",
                job -> {
                  calls.add("try");
                  keys.add(job.idempotencyKey());
                  int n = job.instance().context().require("n").asInt();
                  return Outcome.none().context("n", n + 1);
                });
    var end = ran(started(steps, "n", 0), settings);
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).hasSize(3);
    assertThat(keys).as("each visit has its own").hasSize(3);
  }

  @Test
  void an_endless_loop_without_a_step_that_runs_is_noticed() {
    needsALanguage();
    var steps =
        """
        [{"id":"a","kind":"choice","cases":[{"when":"context.n == 1","goTo":"b"}]},
         {"id":"b","kind":"choice","cases":[{"when":"context.n == 1","goTo":"a"}]}]
        """;
    assertThat(code(started(steps, "n", 1))).isEqualTo("endless_loop");
  }

  private Instance parent() {
    cairn
        .definitions()
        .register(
            Definition.parse(
                Json.parse(
                    """
                    {"id":"inner","steps":[{"id":"in","kind":"task"},
                     {"id":"hold","kind":"wait","signal":"go"}]}
                    """)));
    return started(
        """
        [{"id":"sub","kind":"child","workflowId":"inner","input":{"who":"context.who"}},
         {"id":"after","kind":"task"}]
        """,
        "who",
        "mia");
  }

  private Instance childOf(Instance parent) {
    var page = cairn.workflows().query(Query.of(new Filter.ParentIs(parent.id())));
    assertThat(page.items()).hasSize(1);
    return page.items().getFirst();
  }

  @Test
  void a_child_runs_and_its_parent_goes_on_when_it_has_ended() {
    var made = parent();
    var engine = engine(noting("in", "after"));
    engine.runUntilIdle();
    var child = childOf(made);
    assertThat(child.context()).isEqualTo(JsonObject.of("who", "mia"));
    assertThat(calls).containsExactly("in");
    committed(work().signal(child.id(), "go", Json.of(1), Optional.empty()));
    assertThat(ended(engine, made.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("in", "after");
  }

  @Test
  void a_parent_learns_of_its_child_that_ended_while_nobody_could_tell() {
    var made = parent();
    engine(noting("in", "after")).runUntilIdle();
    var child = childOf(made);
    restart();
    committed(work().signal(child.id(), "go", Json.of(1), Optional.empty()));
    assertThat(get(child).status()).isEqualTo(Status.COMPLETED);
    assertThat(get(made).status()).isEqualTo(Status.RUNNING);
    assertThat(ended(engine(noting("in", "after")), made.id()).status())
        .isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_parent_whose_child_failed_is_tried_again_with_a_new_child() {
    var failed = ran(parent(), noting());
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    closeEngines();
    var again = work().retry(failed.id());
    ran(again, noting("in", "after"));
    committed(work().signal(childOf(again).id(), "go", Json.of(1), Optional.empty()));
    assertThat(ran(again, noting("in", "after")).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("in", "after");
  }

  @Test
  void a_child_that_fails_fails_its_parent() {
    var end = ran(parent(), noting());
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("child_failed");
  }
}
