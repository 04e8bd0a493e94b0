package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps run one after another, each in one commit; what fails is tried again, or says why not. */
abstract class QuantumContract extends EngineTopic {
  private static final String THREE =
      "[{\"id\":\"a\",\"kind\":\"task\"},{\"id\":\"b\",\"kind\":\"task\"},"
          + "{\"id\":\"c\",\"kind\":\"task\"}]";

  private static final String RETRIED =
      "[{\"id\":\"a\",\"kind\":\"task\",\"retry\":{\"maxRetries\":2,\"initial\":\"PT10S\"}}]";

  @Test
  void steps_run_in_order_and_the_last_completes_the_instance() {
    var made = started(THREE);
    assertThat(made.status()).isEqualTo(Status.RUNNING);
    assertThat(made.currentStep()).isEqualTo(1);
    var end = ran(made, noting("a", "b", "c"));
    assertThat(calls).containsExactly("a", "b", "c");
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(end.stepData().require("b")).isEqualTo(JsonObject.of("by", "b"));
    assertThat(end.state().stepCount()).isEqualTo(3);
    assertThat(end.state().tokens().isEmpty()).isTrue();
    verifies(end);
  }

  @Test
  void a_step_is_one_commit_and_so_are_start_and_end_with_it() {
    var end = ran(started(THREE), noting("a", "b", "c"));
    assertThat(end.version()).isEqualTo(4);
    assertThat(statuses(end))
        .containsExactly(
            Status.CREATED, Status.RUNNING, Status.RUNNING, Status.RUNNING, Status.COMPLETED);
  }

  @Test
  void an_instance_made_first_and_started_later_runs_too() {
    var one = started(THREE);
    var made = cairn.workflows().create(NewInstance.of("flow"));
    var engine = engine(noting("a", "b", "c"));
    engine.runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.CREATED);
    committed(cairn.workflows().start(made.id()));
    engine.runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
    assertThat(get(one).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_step_without_a_handler_fails_at_once_and_says_so() {
    var end = ran(started(RETRIED), noting());
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("no_handler");
    assertThat(end.version()).isEqualTo(2);
  }

  @Test
  void a_failed_attempt_is_tried_again_after_its_wait_also_by_the_next_process() {
    var made = started(RETRIED);
    var keys = Collections.synchronizedList(new ArrayList<String>());
    var settings =
        noting()
            .handler(
                "a",
                job -> {
                  keys.add(job.idempotencyKey());
                  calls.add("attempt " + job.attempt());
                  throw new IllegalStateException("not yet");
                });
    var waiting = ran(made, settings);
    assertThat(waiting.status()).isEqualTo(Status.RUNNING);
    assertThat(calls).containsExactly("attempt 1");
    assertThat(work().explain(made.id()).lastError().orElseThrow().canonical()).contains("not yet");
    restart();
    var engine = engine(settings);
    clock.advance(Duration.ofSeconds(7));
    var due = work().explain(made.id()).nextWake().orElseThrow();
    engine.runUntilIdle();
    assertThat(calls).hasSize(1);
    assertThat(work().explain(made.id()).nextWake()).contains(due);
    clock.advance(Duration.ofSeconds(3));
    await(() -> {
      engine.runUntilIdle();
      return calls.size() == 2;
    });
    clock.advance(Duration.ofSeconds(20));
    var end = ended(engine, made.id());
    assertThat(calls).containsExactly("attempt 1", "attempt 2", "attempt 3");
    assertThat(keys.stream().distinct()).hasSize(1);
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(end.state().error().orElseThrow().asObject().require("attempts").asInt())
        .isEqualTo(3);
  }

  @Test
  void a_permanent_failure_is_not_tried_again() {
    var settings =
        noting()
            .handler(
                "a",
                job -> {
                  calls.add("a");
                  throw StepFailure.permanent("card_refused", "no money");
                });
    var end = ran(started(RETRIED), settings);
    assertThat(calls).hasSize(1);
    assertThat(code(end)).isEqualTo("card_refused");
  }

  @Test
  void an_output_that_does_not_fit_its_schema_fails_the_step_and_says_where() {
    needsALanguage();
    var steps =
        """
        [{"id":"a","kind":"task","outputSchema":
          {"type":"object","properties":{"total":{"type":"number"}}}}]
        """;
    var end = ran(started(steps), noting().handler("a", job -> Outcome.of("total", "much")));
    assertThat(code(end)).isEqualTo("output_schema");
    assertThat(end.state().error().orElseThrow().canonical()).contains("/total");
  }

  @Test
  void a_step_that_takes_too_long_is_interrupted_and_fails() {
    var steps = "[{\"id\":\"a\",\"kind\":\"task\",\"timeout\":\"PT0.05S\"}]";
    var never = new CountDownLatch(1);
    var end =
        ran(
            started(steps),
            noting()
                .handler(
                    "a",
                    job -> {
                      never.await();
                      return Outcome.none();
                    }));
    assertThat(code(end)).isEqualTo("timeout");
  }

  @Test
  void an_optional_step_may_fail() {
    var steps =
        "[{\"id\":\"a\",\"kind\":\"task\",\"optional\":true},{\"id\":\"b\",\"kind\":\"task\"}]";
    var end = ran(started(steps), noting("b"));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(end.stepData().require("a").canonical()).contains("no_handler");
  }

  @Test
  void a_step_changes_the_context_in_the_commit_of_its_result() {
    var made = started("[{\"id\":\"a\",\"kind\":\"task\"}]", "n", 1);
    var end = ran(made, noting().handler("a", job -> Outcome.of("ok", true).context("n", 2)));
    assertThat(end.context()).isEqualTo(JsonObject.of("n", 2));
    assertThat(end.version()).isEqualTo(2);
  }

  @Test
  void an_edit_during_a_step_is_kept_and_the_result_lands_on_it() throws Exception {
    var made = started("[{\"id\":\"a\",\"kind\":\"task\"}]", "n", 1, "title", "old");
    var engine = engineWithGate(made, Outcome.of("ok", true).context("n", 2));
    committed(
        cairn
            .workflows()
            .commit(
                Commit.to(made.id())
                    .with(new Mutation.MergeContext(JsonObject.of("title", "new")))));
    gate.countDown();
    var end = ended(engine, made.id());
    assertThat(end.context()).isEqualTo(JsonObject.of("n", 2, "title", "new"));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    verifies(end);
  }

  private final CountDownLatch gate = new CountDownLatch(1);

  /** An engine whose step a has begun, and waits for the gate. */
  private dev.cairn.engine.Engine engineWithGate(dev.cairn.Instance made, Outcome outcome)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    var engine =
        engine(
            noting()
                .lease(Duration.ofMinutes(1))
                .handler(
                    "a",
                    job -> {
                      calls.add("a");
                      begun.countDown();
                      gate.await();
                      return outcome;
                    }));
    engine.keepLanes();
    engine.poll();
    begun.await();
    assertThat(get(made).status()).isEqualTo(Status.RUNNING);
    return engine;
  }

  @Test
  void an_edit_that_clashes_with_a_result_parks_the_instance_with_the_reason() throws Exception {
    var made = started("[{\"id\":\"a\",\"kind\":\"task\"}]", "n", 1);
    var engine = engineWithGate(made, Outcome.of("ok", true).context("n", 2));
    committed(
        cairn
            .workflows()
            .commit(Commit.to(made.id()).with(new Mutation.MergeContext(JsonObject.of("n", 7)))));
    gate.countDown();
    await(() -> get(made).status() == Status.PAUSED);
    assertThat(get(made).context()).isEqualTo(JsonObject.of("n", 7));
    assertThat(work().explain(made.id()).lastError().orElseThrow().canonical())
        .contains("context_changed", "/n");
    committed(cairn.workflows().resume(made.id()));
    var end = ended(engine, made.id());
    assertThat(end.context()).isEqualTo(JsonObject.of("n", 2));
    assertThat(calls).hasSize(2);
  }

  @Test
  void a_result_that_the_schema_refuses_fails_the_step() {
    needsALanguage();
    var definition =
        Json.parse(
                """
                {"id":"strict","steps":[{"id":"a","kind":"task"}],
                 "stateSchema":{"properties":{"n":{"type":"number"}}}}
                """)
            .asObject();
    var end =
        ran(
            started(definition, "n", 1),
            noting().handler("a", job -> Outcome.none().context("n", "many")));
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("result_refused");
    assertThat(end.context()).isEqualTo(JsonObject.of("n", 1));
  }

  @Test
  void nothing_runs_while_the_instance_is_paused() throws Exception {
    var made = started(THREE);
    var engine = engineWithGate(made, Outcome.of("ok", true));
    committed(cairn.workflows().pause(made.id(), Optional.of("wait")));
    gate.countDown();
    await(() -> get(made).stepData().has("a"));
    engine.runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.PAUSED);
    assertThat(get(made).currentStep()).isEqualTo(2);
    assertThat(calls).containsExactly("a");
    committed(cairn.workflows().resume(made.id()));
    assertThat(code(ended(engine, made.id()))).isEqualTo("no_handler");
  }

  @Test
  void cancelling_calls_a_running_step_off() throws Exception {
    var made = started(THREE);
    var engine = engineWithGate(made, Outcome.none());
    var cancelled = committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    engine.runUntilIdle();
    assertThat(get(made)).isEqualTo(cancelled);
  }

  @Test
  void conditions_pass_steps_over() {
    needsALanguage();
    var steps =
        """
        [{"id":"a","kind":"task","when":"context.n > 5"},{"id":"b","kind":"task"},
         {"id":"c","kind":"task","when":"context.n > 5"}]
        """;
    var end = ran(started(steps, "n", 1), noting("a", "b", "c"));
    assertThat(calls).containsExactly("b");
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void many_instances_run_beside_each_other() {
    var made = started(THREE);
    var all =
        Stream.concat(
                Stream.of(made),
                Stream.generate(() -> cairn.workflows().create(NewInstance.of("flow").started()))
                    .limit(40))
            .toList();
    engine(noting("a", "b", "c")).runUntilIdle();
    assertThat(all).allMatch(it -> get(it).status() == Status.COMPLETED);
    assertThat(calls).hasSize(3 * all.size());
    assertThat(List.copyOf(calls)).containsOnly("a", "b", "c");
  }

  @Test
  void an_engine_that_was_started_runs_what_comes_by_itself() {
    engine(noting("a", "b", "c")).start();
    var made = started(THREE);
    await(() -> get(made).status() == Status.COMPLETED);
  }
}
