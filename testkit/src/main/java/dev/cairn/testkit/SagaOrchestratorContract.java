package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.Progress.StepStatus;
import dev.cairn.Statistics;
import dev.cairn.Status;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.JsonObject;
import dev.cairn.saga.Saga;
import dev.cairn.saga.SagaOrchestrator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What persistent sagas must do. Whoever implements {@link Cairn} extends it and opens one. */
public abstract class SagaOrchestratorContract {
  private final FakeClock clock = new FakeClock();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private Cairn cairn;
  private SagaOrchestrator sagas;

  /** Opens Cairn over a store that holds nothing. */
  public abstract Cairn open(Options options);

  @BeforeEach
  void open() {
    cairn = open(Options.defaults().clock(clock).actor("mia"));
    sagas = SagaOrchestrator.over(cairn);
  }

  @AfterEach
  void close() {
    sagas.close();
    cairn.close();
  }

  private Saga trip(boolean pays) {
    return Saga.named(pays ? "trip" : "poor-trip")
        .step("flight", job -> note("book " + job.stepId()), job -> note("undo " + job.stepId()))
        .step("hotel", job -> note("book " + job.stepId()), job -> note("undo " + job.stepId()))
        .step(
            "pay",
            job -> {
              if (!pays) {
                throw StepFailure.permanent("refused", "no money");
              }
              return note("pay");
            });
  }

  private Outcome note(String call) {
    calls.add(call);
    return Outcome.of("call", call);
  }

  @Test
  void a_saga_runs_its_steps_in_order() {
    sagas.register(trip(true));
    var end = sagas.execute("trip", JsonObject.of("who", "mia"));
    assertThat(end.status()).isEqualTo("completed");
    assertThat(end.hasEnded()).isTrue();
    assertThat(calls).containsExactly("book flight", "book hotel", "pay");
    assertThat(end.steps()).allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(end.instance().context()).isEqualTo(JsonObject.of("who", "mia"));
  }

  @Test
  void a_failing_saga_is_compensated_and_keeps_the_first_error() {
    sagas.register(trip(false));
    var end = sagas.execute("poor-trip", JsonObject.empty());
    assertThat(end.status()).isEqualTo("compensated");
    assertThat(calls).containsExactly("book flight", "book hotel", "undo hotel", "undo flight");
    assertThat(end.error().orElseThrow().canonical()).contains("no money");
    assertThat(end.steps().getLast().status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void what_a_crash_left_open_is_recovered() {
    sagas.register(trip(true));
    var id = sagas.start("trip", JsonObject.empty());
    sagas.close();
    calls.clear();
    sagas = SagaOrchestrator.over(cairn);
    sagas.register(trip(true));
    assertThat(sagas.recover()).isEmpty();
    assertThat(sagas.state(id).status()).isEqualTo("completed");
  }

  @Test
  void history_checkpoints_and_earlier_states_are_kept() {
    sagas.register(trip(true));
    var id = sagas.execute("trip", JsonObject.empty()).id();
    assertThat(sagas.history(id)).extracting(it -> it.to()).contains(Status.COMPLETED);
    assertThat(sagas.at(id, 2).stepData().keys()).containsExactly("flight");
    assertThat(sagas.checkpoint(id, "end").version()).isEqualTo(4);
  }

  @Test
  void statistics_are_of_one_name_and_empty_at_first() {
    sagas.register(trip(true));
    assertThat(sagas.statistics("trip").total()).isZero();
    assertThat(sagas.statistics("trip").durations()).isEmpty();
    sagas.execute("trip", JsonObject.empty());
    var statistics = sagas.statistics("trip");
    assertThat(statistics.total()).isEqualTo(1);
    assertThat(statistics.durations())
        .as("of no time at all")
        .contains(new Statistics.Durations(1, 0, 0, 0));
    assertThat(statistics.steps()).isEqualTo(3);
    assertThat(sagas.count("trip", Status.COMPLETED)).isEqualTo(1);
  }

  @Test
  void a_failed_saga_is_tried_again_from_the_step_that_failed() {
    var pays = new AtomicBoolean();
    sagas.register(
        Saga.named("walk")
            .step("map", job -> note("map"))
            .step(
                "pay",
                job -> {
                  if (!pays.getAndSet(true)) {
                    throw StepFailure.permanent("refused", "no money");
                  }
                  return note("pay");
                }));
    var failed = sagas.execute("walk", JsonObject.empty());
    assertThat(failed.status()).isEqualTo("failed");
    var again = sagas.retry(failed.id());
    sagas.recover();
    assertThat(sagas.state(again.id()).status()).isEqualTo("completed");
    assertThat(calls).containsExactly("map", "pay");
  }

  @Test
  void a_saga_that_was_undone_is_not_tried_again() {
    sagas.register(trip(false));
    var failed = sagas.execute("poor-trip", JsonObject.empty());
    calls.clear();
    assertThatThrownBy(() -> sagas.retry(failed.id()))
        .isInstanceOf(CairnException.Refused.class)
        .hasMessageContaining("create it anew");
    sagas.recover();
    assertThat(calls).isEmpty();
  }

  @Test
  void versions_of_a_saga_run_beside_each_other() {
    sagas.register(trip(true));
    var old = sagas.start("trip", JsonObject.empty());
    sagas.register(Saga.named("trip").version(2).step("only", job -> note("only")));
    sagas.execute("trip", JsonObject.empty());
    assertThat(calls).contains("only", "pay");
    assertThat(sagas.state(old).steps()).hasSize(3);
  }
}
