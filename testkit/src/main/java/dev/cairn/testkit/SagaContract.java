package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What was completed is undone when a later step fails, whatever happens in between. */
abstract class SagaContract extends EngineTopic {
  private static final int STEPS = 10;
  private final Map<String, List<String>> keys = Collections.synchronizedMap(new HashMap<>());

  private volatile BooleanSupplier dead = () -> false;

  private JsonObject saga(int steps, String order) {
    var all = new ArrayList<Json>();
    for (int i = 1; i <= steps; i++) {
      all.add(JsonObject.of("id", "s" + i, "kind", "task", "handler", "do", "compensate", "undo"));
    }
    return JsonObject.of("id", "saga-" + order, "compensation", order, "steps", Json.of(all));
  }

  /** Handlers that note their calls; some steps fail, and some cannot be undone. */
  private EngineSettings acting(Set<String> failing, Set<String> stubborn) {
    return noting()
        .handler(
            "do",
            job -> {
              note("do " + job.stepId(), job.idempotencyKey());
              if (failing.contains(job.stepId())) {
                throw StepFailure.permanent("refused", job.stepId() + " is refused");
              }
              return Outcome.of("id", job.stepId());
            })
        .handler(
            "undo",
            job -> {
              note(
                  "undo " + job.undoing().orElseThrow().asObject().require("id").asString(),
                  job.idempotencyKey());
              if (stubborn.contains(job.stepId())) {
                throw StepFailure.permanent("stuck", job.stepId() + " cannot be undone");
              }
              return Outcome.none();
            });
  }

  private void note(String call, String key) {
    if (dead.getAsBoolean()) {
      throw new IllegalStateException("the process is gone");
    }
    calls.add(call);
    keys.computeIfAbsent(call, it -> Collections.synchronizedList(new ArrayList<>())).add(key);
  }

  private static String status(Instance instance) {
    return instance.state().work().require("saga").asObject().require("status").asString();
  }

  @Test
  void completed_steps_are_undone_backward_and_the_failed_one_is_not() {
    var end = ran(started(saga(4, "backward")), acting(Set.of("s4"), Set.of()));
    assertThat(calls)
        .containsExactly("do s1", "do s2", "do s3", "do s4", "undo s3", "undo s2", "undo s1");
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(status(end)).isEqualTo("compensated");
    assertThat(work().status(end.id()).saga()).isEqualTo("compensated");
    assertThat(end.state().error().orElseThrow().canonical()).contains("s4 is refused");
    assertThat(end.state().compensations().isEmpty()).isTrue();
    verifies(end);
  }

  @Test
  void forward_undoes_in_the_order_of_the_steps() {
    ran(started(saga(4, "forward")), acting(Set.of("s4"), Set.of()));
    assertThat(calls.subList(4, 7)).containsExactly("undo s1", "undo s2", "undo s3");
  }

  @Test
  void parallel_undoes_all_at_once() {
    var end = ran(started(saga(4, "parallel")), acting(Set.of("s4"), Set.of()));
    assertThat(calls.subList(4, 7)).containsExactlyInAnyOrder("undo s1", "undo s2", "undo s3");
    assertThat(status(end)).isEqualTo("compensated");
  }

  @Test
  void a_compensation_that_fails_is_recorded_and_the_others_still_run() {
    for (var order : List.of("backward", "forward", "parallel")) {
      calls.clear();
      var end = ran(started(saga(4, order)), acting(Set.of("s4"), Set.of("s2")));
      assertThat(calls.subList(4, 7)).containsExactlyInAnyOrder("undo s1", "undo s2", "undo s3");
      assertThat(status(end)).isEqualTo("compensation_failed");
      assertThat(code(end)).isEqualTo("refused");
      assertThat(end.state().compensations().size()).isEqualTo(1);
      assertThat(end.state().work().require("saga").canonical()).contains("s2 cannot be undone");
    }
  }

  @Test
  void cancelling_undoes_what_was_completed_and_ends_cancelled() {
    var definition = saga(2, "backward");
    var steps = definition.require("steps").asArray();
    var wait = JsonObject.of("id", "hold", "kind", "wait", "signal", "go");
    var made = started(definition.with("steps", steps.append(wait)));
    ran(made, acting(Set.of(), Set.of()));
    closeEngines();
    var cancelling = committed(cairn.workflows().cancel(made.id(), Optional.of("enough")));
    assertThat(cancelling.status()).isEqualTo(Status.RUNNING);
    assertThat(work().status(made.id()).saga()).isEqualTo("compensating");
    refused(cairn.workflows().cancel(made.id(), Optional.empty()));
    ran(made, acting(Set.of(), Set.of()));
    assertThat(get(made).status()).isEqualTo(Status.CANCELLED);
    assertThat(calls).containsExactly("do s1", "do s2", "undo s2", "undo s1");
    assertThat(get(made).state().error()).isEmpty();
  }

  @Test
  void what_was_undone_is_not_tried_again_and_the_refusal_names_the_way_out() {
    var undone = ran(started(saga(2, "backward")), acting(Set.of("s2"), Set.of()));
    assertThatThrownBy(() -> work().retry(undone.id()))
        .isInstanceOfSatisfying(
            CairnException.Refused.class,
            refused -> assertThat(refused(refused.result())).containsExactly(Reason.Code.UNDONE))
        .hasMessageContaining("fork version 1");
    assertThat(get(undone)).isEqualTo(undone);
    closeEngines();
    calls.clear();
    var anew = cairn.history().fork(undone.id(), 1, Optional.empty());
    assertThat(ran(anew, acting(Set.of(), Set.of())).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("do s1", "do s2");
  }

  @Test
  void what_was_given_up_halfway_is_not_tried_again_either() {
    var stuck = ran(started(saga(3, "backward")), acting(Set.of("s3"), Set.of("s1")));
    assertThat(status(stuck)).isEqualTo("compensation_failed");
    assertThatThrownBy(() -> work().retry(stuck.id()))
        .isInstanceOf(CairnException.Refused.class)
        .hasMessageContaining("undone");
  }

  @Test
  void nothing_to_undo_fails_at_once() {
    var end = ran(started(saga(2, "backward")), acting(Set.of("s1"), Set.of()));
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(calls).containsExactly("do s1");
  }

  @Test
  void a_saga_killed_at_any_boundary_carries_on() {
    // Nine steps forward, the failure of the tenth, and nine back.
    int boundaries = 2 * STEPS - 1;
    for (int write = 1; write <= boundaries; write++) {
      for (var moment : DyingStore.Moment.values()) {
        dieAndCarryOn(write, moment, Set.of("s10"));
      }
    }
  }

  @Test
  void a_saga_that_ends_well_survives_a_kill_at_any_boundary() {
    for (int write = 1; write <= STEPS; write++) {
      for (var moment : DyingStore.Moment.values()) {
        dieAndCarryOn(write, moment, Set.of());
      }
    }
  }

  private void dieAndCarryOn(int write, DyingStore.Moment moment, Set<String> failing) {
    closeEngines();
    calls.clear();
    keys.clear();
    var made = started(saga(STEPS, "backward"));
    var settings = acting(failing, Set.of());
    var death = DyingStore.at(write, moment);
    dead = death::isDead;
    var dying = Kernel.over(death.over(store), options());
    var first = Engine.over(dying, settings);
    try {
      await(() -> {
        first.runUntilIdle();
        return calls.size() > 0;
      });
    } catch (IllegalStateException dead) {
      assertThat(dead).hasMessageContaining("the process is gone");
    }
    first.abandon();
    dying.close();
    restart();
    dead = () -> false;
    var what = "killed at write " + write + ", " + moment;
    var end = ended(engine(settings), made.id());
    assertThat(end.status())
        .as(what)
        .isEqualTo(failing.isEmpty() ? Status.COMPLETED : Status.FAILED);
    assertThat(withoutRepetitions()).as(what).isEqualTo(expected(failing));
    int repeated = calls.size() - withoutRepetitions().size();
    assertThat(repeated).as(what).isEqualTo(moment == DyingStore.Moment.BEFORE_WRITE ? 1 : 0);
    keys.forEach((call, all) -> assertThat(all.stream().distinct()).as(call).hasSize(1));
    assertThat(keys.values().stream().flatMap(List::stream).distinct()).hasSize(keys.size());
    verifies(end);
  }

  private static List<String> expected(Set<String> failing) {
    var expected = new ArrayList<String>();
    for (int i = 1; i <= STEPS; i++) {
      expected.add("do s" + i);
    }
    for (int i = STEPS - 1; i >= 1 && !failing.isEmpty(); i--) {
      expected.add("undo s" + i);
    }
    return expected;
  }

  /** What ran; the call in flight when the process died came twice, one after the other. */
  private List<String> withoutRepetitions() {
    var once = new ArrayList<String>();
    for (var call : List.copyOf(calls)) {
      if (once.isEmpty() || !once.getLast().equals(call)) {
        once.add(call);
      }
    }
    return once;
  }
}
