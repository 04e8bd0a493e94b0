package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Instance;
import dev.cairn.Status;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time that a step may take runs on when the process that ran it has died. */
abstract class TimeoutContract extends EngineTopic {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String STEP = "[{\"id\":\"slow\",\"kind\":\"task\",\"timeout\":\"PT1H\"%s}]";

  private final CountDownLatch never = new CountDownLatch(1);

  /** So that closing the engine has nothing to wait for. */
  @AfterEach
  void release() {
    never.countDown();
  }

  /** Settings whose step hangs at its first attempts. */
  private EngineSettings hanging(int attempts) {
    return noting("quick")
        .handler(
            "slow",
            job -> {
              calls.add("slow " + job.attempt());
              if (calls.size() <= attempts) {
                never.await();
              }
              return Outcome.none();
            });
  }

  /** A step has begun and hangs; then the process dies. */
  private Instance diedInside(String steps) {
    var made = started(steps);
    var engine = engine(hanging(1));
    engine.keepLanes();
    engine.poll();
    await(() -> calls.contains("slow 1"));
    restart();
    return get(made);
  }

  private Instance endedAfter(Instance made) {
    return ended(engine(hanging(1)), made.id());
  }

  private static Json deadline(Instance instance) {
    return instance.state().timers().require("timeout:main").asObject().require("dueAt");
  }

  @Test
  void a_step_whose_time_ran_out_while_the_process_was_down_does_not_run_again() {
    var made = diedInside(STEP.formatted(""));
    clock.advance(HOUR);
    var end = endedAfter(made);
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("timeout");
    assertThat(calls).containsExactly("slow 1");
    assertThat(end.state().timers().isEmpty()).isTrue();
  }

  @Test
  void a_step_that_has_time_left_runs_again_within_what_is_left() {
    var made = diedInside(STEP.formatted(""));
    assertThat(work().explain(made.id()).waitingFor().getFirst().until())
        .contains(made.state().startedAt().orElseThrow().plus(HOUR));
    clock.advance(HOUR.minusMinutes(1));
    calls.clear();
    var engine = engine(hanging(1));
    await(() -> {
      engine.keepLanes();
      engine.poll();
      return calls.contains("slow 1");
    });
    assertThat(deadline(get(made))).isEqualTo(deadline(made));
    assertThat(get(made).version()).isEqualTo(made.version());
  }

  @Test
  void the_next_attempt_has_the_whole_time_again() {
    var retry = ",\"retry\":{\"maxRetries\":1,\"initial\":\"PT10S\"}";
    var made = diedInside(STEP.formatted(retry));
    clock.advance(HOUR);
    var engine = engine(hanging(1));
    await(() -> {
      engine.runUntilIdle();
      return work().explain(made.id()).lastError().isPresent();
    });
    assertThat(work().explain(made.id()).lastError().orElseThrow().canonical())
        .contains("timeout", "PT1H");
    clock.advance(Duration.ofSeconds(10));
    assertThat(ended(engine, made.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("slow 1", "slow 2");
  }

  @Test
  void only_a_step_that_somebody_else_gave_to_run_costs_a_commit_to_say_when_it_began() {
    var timed = "{\"id\":\"%s\",\"kind\":\"task\",\"handler\":\"quick\",\"timeout\":\"PT1H\"}";
    var steps = List.of(timed.formatted("a"), timed.formatted("b"), timed.formatted("c"));
    var end = ran(started("[" + String.join(",", steps) + "]"), noting("quick"));
    assertThat(end.version()).as("made, begun, three steps done").isEqualTo(5);
  }

  @Test
  void a_pause_does_not_use_the_time_up() {
    var made = diedInside(STEP.formatted(""));
    committed(cairn.workflows().pause(made.id(), Optional.empty()));
    clock.advance(HOUR.multipliedBy(2));
    committed(cairn.workflows().resume(made.id()));
    assertThat(endedAfter(made).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("slow 1", "slow 1");
  }

  @Test
  void a_task_of_a_queue_has_its_time_again_at_each_attempt() {
    var made =
        started(
            STEP.formatted(",\"queue\":\"q\",\"retry\":{\"maxRetries\":1,\"initial\":\"PT10S\"}"));
    var before = deadline(made);
    var grant = work().claim("q", 1, Duration.ofMinutes(1), Duration.ZERO).getFirst();
    clock.advance(HOUR.minusSeconds(1));
    committed(
        work()
            .fail(
                grant.taskId(),
                grant.fence(),
                JsonObject.of("code", "later"),
                dev.cairn.Work.Chance.RETRYABLE));
    clock.advance(Duration.ofSeconds(10));
    engine(noting()).runUntilIdle();
    assertThat(deadline(get(made))).isNotEqualTo(before);
    clock.advance(HOUR);
    assertThat(code(ended(engine(noting()), made.id()))).isEqualTo("timeout");
  }
}
