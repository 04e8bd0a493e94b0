package dev.cairn.testkit;

import static dev.cairn.Status.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Instance;
import dev.cairn.Move;
import dev.cairn.Mutation;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls of the life cycle: start, pause, resume and cancel. */
abstract class VerbContract extends CairnTopic {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start|RUNNING|Cannot start workflow in Running state
          start|PAUSED|Cannot start workflow in Paused state
          start|WAITING_FOR_INPUT|Cannot start workflow in WaitingForInput state
          start|WAITING_FOR_APPROVAL|Cannot start workflow in WaitingForApproval state
          start|COMPLETED|Cannot start workflow in Completed state
          start|FAILED|Cannot start workflow in Failed state
          start|CANCELLED|Cannot start workflow in Cancelled state
          pause|CREATED|Cannot pause workflow in Created state
          pause|PAUSED|Workflow is already paused
          pause|WAITING_FOR_INPUT|Cannot pause workflow in WaitingForInput state
          pause|WAITING_FOR_APPROVAL|Cannot pause workflow in WaitingForApproval state
          pause|COMPLETED|Cannot pause workflow in Completed state
          pause|FAILED|Cannot pause workflow in Failed state
          pause|CANCELLED|Cannot pause workflow in Cancelled state
          resume|CREATED|Cannot resume workflow in Created state
          resume|RUNNING|Cannot resume workflow in Running state
          resume|WAITING_FOR_INPUT|Cannot resume workflow in WaitingForInput state
          resume|WAITING_FOR_APPROVAL|Cannot resume workflow in WaitingForApproval state
          resume|COMPLETED|Cannot resume a completed workflow
          resume|FAILED|Cannot resume a failed workflow
          resume|CANCELLED|Cannot resume a cancelled workflow
          cancel|CREATED|Cannot cancel workflow in Created state
          cancel|COMPLETED|Cannot cancel a completed workflow
          cancel|FAILED|Cannot cancel a failed workflow
          cancel|CANCELLED|Workflow is already cancelled
          """)
  void an_illegal_call_says_why_and_changes_nothing(String verb, Status from, String message) {
    var instance = in(from);
    clock.advance(Duration.ofSeconds(1));
    var before = Everything.of(cairn, instance.id());
    var reasons = rejected(call(verb, instance));
    assertThat(reasons).extracting(Reason::detail).containsExactly(message);
    assertThat(reasons).extracting(Reason::code).containsExactly(Reason.Code.INVALID_TRANSITION);
    assertThat(Everything.of(cairn, instance.id())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "start,CREATED,RUNNING",
    "pause,RUNNING,PAUSED",
    "resume,PAUSED,RUNNING",
    "cancel,RUNNING,CANCELLED",
    "cancel,PAUSED,CANCELLED",
    "cancel,WAITING_FOR_INPUT,CANCELLED",
    "cancel,WAITING_FOR_APPROVAL,CANCELLED"
  })
  void a_legal_call_is_one_commit(String verb, Status from, Status to) {
    var instance = in(from);
    var next = committed(call(verb, instance));
    assertThat(next.status()).isEqualTo(to);
    assertThat(next.version()).isEqualTo(instance.version() + 1);
    assertThat(get(next.id())).isEqualTo(next);
  }

  @ParameterizedTest
  @EnumSource
  void every_status_that_is_active_can_be_cancelled_and_no_other(Status status) {
    var result = workflows().cancel(in(status).id(), Optional.empty());
    assertThat(result instanceof Committed).isEqualTo(status.isActive());
  }

  @Test
  void a_move_from_an_old_version_changes_nothing() {
    var read = in(RUNNING);
    var step = new Mutation.IncrementStepCount();
    var current = committed(workflows().commit(Commit.to(read).with(step)));
    var late = workflows().move(Move.of(Move.Verb.PAUSE, read.id()).from(read.version()));
    assertThat(late).isInstanceOf(CommitResult.Conflict.class);
    assertThat(workflows().get(read.id())).isEqualTo(current);
    var again = workflows().move(Move.of(Move.Verb.PAUSE, read.id()).from(current.version()));
    assertThat(committed(again).status()).isEqualTo(PAUSED);
  }

  @Test
  void a_move_with_a_key_is_made_once() {
    var move = Move.of(Move.Verb.PAUSE, in(RUNNING).id()).key("lunch");
    var receipt = workflows().move(move).orThrow();
    workflows().resume(move.instance()).orThrow();
    assertThat(workflows().move(move)).isEqualTo(new CommitResult.Repeated(receipt));
    assertThat(workflows().get(move.instance()).status()).isEqualTo(RUNNING);
  }

  @Test
  void a_start_sets_step_and_time() {
    var made = create();
    clock.advance(Duration.ofSeconds(5));
    var running = committed(workflows().start(made.id()));
    assertThat(running.currentStep()).isEqualTo(1);
    assertThat(running.state().currentStepId()).contains("draft");
    assertThat(running.state().startedAt()).contains(clock.instant());
  }

  @Test
  void a_definition_without_steps_starts_at_1_too() {
    cairn.definitions().register(dev.cairn.Definition.named("free"));
    var made = workflows().create(dev.cairn.NewInstance.of("free"));
    var running = committed(workflows().start(made.id()));
    assertThat(running.currentStep()).isEqualTo(1);
    assertThat(running.state().currentStepId()).isEmpty();
  }

  @Test
  void the_reason_is_kept_in_the_history() {
    var running = in(RUNNING);
    workflows().pause(running.id(), Optional.of("lunch")).orThrow();
    workflows().cancel(running.id(), Optional.of("too late")).orThrow();
    var events = history().events(running.id(), 3, 10);
    assertThat(events)
        .extracting(it -> it.type() + " " + it.reason().orElse("-"))
        .containsExactly("Paused lunch", "Cancelled too late");
  }

  @Test
  void a_pause_of_24_hours_is_not_stale() {
    openWith(hooked());
    var paused = paused();
    clock.advance(Options.STALE_AFTER);
    var resumed = (Committed) workflows().resume(paused.id());
    assertThat(resumed.warnings()).isEmpty();
    assertThat(resumed.instance().context()).isEqualTo(paused.context());
  }

  @Test
  void a_longer_pause_warns_and_runs_the_hook_in_the_same_commit() {
    openWith(hooked());
    var paused = paused();
    clock.advance(Options.STALE_AFTER.plusNanos(1_000));
    var resumed = (Committed) workflows().resume(paused.id());
    assertThat(resumed.warnings()).extracting(Warning::code).containsExactly("stale_context");
    assertThat(resumed.instance().version()).isEqualTo(paused.version() + 1);
    assertThat(resumed.instance().context().get("fresh")).contains(Json.of(true));
    assertThat(history().at(paused.id(), paused.version() + 1)).isEqualTo(resumed.instance());
  }

  @Test
  void a_longer_pause_warns_without_a_hook_too() {
    var paused = paused();
    clock.advance(Duration.ofDays(30));
    var resumed = (Committed) workflows().resume(paused.id());
    assertThat(resumed.warnings()).extracting(Warning::code).containsExactly("stale_context");
    assertThat(resumed.instance().context()).isEqualTo(paused.context());
  }

  private Options hooked() {
    return options()
        .refreshHooks(
            Map.of(DEFINITION, context -> context.asObject().with("fresh", Json.of(true))));
  }

  private Instance paused() {
    return committed(workflows().pause(in(RUNNING).id(), Optional.empty()));
  }

  private CommitResult call(String verb, Instance on) {
    return switch (verb) {
      case "start" -> workflows().start(on.id());
      case "pause" -> workflows().pause(on.id(), Optional.empty());
      case "resume" -> workflows().resume(on.id());
      case "cancel" -> workflows().cancel(on.id(), Optional.empty());
      default -> throw new IllegalArgumentException(verb);
    };
  }
}
