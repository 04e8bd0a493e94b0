package dev.cairn.testkit;

import static dev.cairn.Status.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Event;
import dev.cairn.Mutation.Transition;
import dev.cairn.Reason;
import dev.cairn.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine: all 64 cells by commits, and the times that every path sets. */
abstract class LifeCycleContract extends CairnTopic {
  private static final Set<Status> FROM_WAITING = Set.of(RUNNING, CANCELLED);

  /** Written out again, so that the table under test does not test itself. */
  private static final Map<Status, Set<Status>> LEGAL =
      Map.of(
          CREATED, Set.of(RUNNING),
          RUNNING,
              Set.of(PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL, COMPLETED, FAILED, CANCELLED),
          PAUSED, FROM_WAITING,
          WAITING_FOR_INPUT, FROM_WAITING,
          WAITING_FOR_APPROVAL, FROM_WAITING,
          COMPLETED, Set.of(),
          FAILED, Set.of(),
          CANCELLED, Set.of());

  static Stream<Arguments> cells() {
    return Arrays.stream(Status.values())
        .flatMap(from ->
            Arrays.stream(Status.values())
                .map(
                    to -> Arguments.of(from, to, LEGAL.getOrDefault(from, Set.of()).contains(to))));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("dev.cairn.testkit.LifeCycleContract#cells")
  void a_transition_is_legal_or_changes_nothing(Status from, Status to, boolean legal) {
    var instance = in(from);
    clock.advance(Duration.ofSeconds(1));
    if (legal) {
      var next = commit(instance, new Transition(to));
      assertThat(next.status()).isEqualTo(to);
      assertThat(next.version()).isEqualTo(instance.version() + 1);
      assertThat(history().receipt(next.id(), next.version()).statuses()).containsExactly(from, to);
      assertThat(get(next.id())).isEqualTo(next);
    } else {
      var reason = refuses(instance, new Transition(to), Reason.Code.INVALID_TRANSITION).getFirst();
      assertThat(reason.index()).isZero();
      assertThat(reason.detail()).contains(from.toString()).contains(to.toString());
    }
  }

  @Test
  void a_new_instance_is_created_at_step_0() {
    var made = create("title", "Checkout");
    assertThat(made.status()).isEqualTo(CREATED);
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.currentStep()).isZero();
    assertThat(made.state().startedAt()).isEmpty();
    assertThat(history().events(made.id(), 1, 10))
        .extracting(Event::type)
        .containsExactly("Created");
  }

  @Test
  void starting_is_one_commit_with_the_first_step() {
    var made = create();
    clock.advance(Duration.ofSeconds(5));
    var running = commit(made, new Transition(RUNNING));
    assertThat(running.version()).isEqualTo(2);
    assertThat(running.currentStep()).isEqualTo(1);
    assertThat(running.state().currentStepId()).contains("draft");
    assertThat(running.state().startedAt()).contains(clock.instant());
    assertThat(history().events(made.id(), 2, 10))
        .extracting(Event::type)
        .containsExactly("Started");
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void every_end_is_stamped(Status end) {
    var running = in(RUNNING);
    clock.advance(Duration.ofSeconds(5));
    assertThat(commit(running, new Transition(end)).state().endedAt()).contains(clock.instant());
    assertThat(get(running.id()).state().startedAt()).isEqualTo(running.state().startedAt());
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSED", "WAITING_FOR_INPUT", "WAITING_FOR_APPROVAL"})
  void an_end_by_cancelling_is_stamped_from_every_wait(Status wait) {
    var waiting = in(wait);
    clock.advance(Duration.ofSeconds(5));
    var ended = commit(waiting, new Transition(CANCELLED)).state();
    assertThat(ended.endedAt()).contains(clock.instant());
    assertThat(ended.pausedAt()).isEmpty();
  }

  @Test
  void a_pause_is_stamped_and_its_end_clears_the_stamp() {
    var running = in(RUNNING);
    clock.advance(Duration.ofSeconds(5));
    var paused = commit(running, new Transition(PAUSED));
    assertThat(paused.state().pausedAt()).contains(clock.instant());
    assertThat(commit(paused, new Transition(RUNNING)).state().pausedAt()).isEmpty();
  }

  @Test
  void coming_back_to_running_keeps_start_and_step() {
    var running = in(RUNNING);
    var moved = commit(running, new dev.cairn.Mutation.MoveTo("review"));
    commit(moved, new Transition(PAUSED));
    clock.advance(Duration.ofSeconds(5));
    var again = commit(moved, new Transition(RUNNING));
    assertThat(again.currentStep()).isEqualTo(2);
    assertThat(again.state().currentStepId()).contains("review");
    assertThat(again.state().startedAt()).isEqualTo(running.state().startedAt());
  }

  @Test
  void several_transitions_in_one_commit_make_an_event_each() {
    var waiting = in(WAITING_FOR_APPROVAL);
    var paused = commit(waiting, new Transition(RUNNING), new Transition(PAUSED));
    assertThat(paused.version()).isEqualTo(waiting.version() + 1);
    assertThat(history().receipt(paused.id(), paused.version()).statuses())
        .containsExactly(WAITING_FOR_APPROVAL, RUNNING, PAUSED);
    var events = history().events(paused.id(), paused.version(), 10);
    assertThat(events).extracting(Event::type).containsExactly("Resumed", "Paused");
    assertThat(events)
        .extracting(Event::from)
        .containsExactly(Optional.of(WAITING_FOR_APPROVAL), Optional.of(RUNNING));
    assertThat(events).extracting(Event::to).containsExactly(RUNNING, PAUSED);
  }

  @Test
  void legal_transitions_before_an_illegal_one_do_not_happen() {
    var running = in(RUNNING);
    refuses(
        running,
        list(new Transition(PAUSED), new Transition(COMPLETED), new Transition(RUNNING)),
        Reason.Code.INVALID_TRANSITION);
  }

  @Test
  void an_event_carries_the_actor_and_not_the_owner() {
    var made = create();
    cairn.as("leo").workflows().start(made.id()).orThrow();
    var event = history().events(made.id(), 2, 10).getFirst();
    assertThat(event.actor()).isEqualTo("leo");
    assertThat(get(made.id()).lastModifiedBy()).isEqualTo("leo");
    assertThat(get(made.id()).origin().owner()).isEqualTo(made.origin().owner());
  }
}
