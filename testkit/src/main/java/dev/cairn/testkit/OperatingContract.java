package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.Progress.StepStatus;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.definition.Problem;
import dev.cairn.definition.Program;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Skipping, going back, trying again, and seeing how far things are. */
abstract class OperatingContract extends EngineTopic {
  private static final String FOUR =
      """
      [{"id":"a","name":"First","kind":"task"},
       {"id":"hold","kind":"wait","signal":"go","canSkip":true},
       {"id":"b","kind":"task"},{"id":"c","kind":"wait","signal":"end","canSkip":true}]
      """;

  @Test
  void skipping_the_last_step_completes_the_instance() {
    var made = started(FOUR);
    var engine = engine(noting("a", "b"));
    engine.runUntilIdle();
    var skipped = committed(work().skip(made.id(), Optional.empty(), Optional.of("no need")));
    assertThat(skipped.state().currentStepId()).contains("b");
    engine.runUntilIdle();
    var end = committed(work().skip(made.id(), Optional.of("c"), Optional.empty()));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(work().status(made.id()).steps())
        .extracting(it -> it.status())
        .containsExactly(
            StepStatus.COMPLETED, StepStatus.SKIPPED, StepStatus.COMPLETED, StepStatus.SKIPPED);
  }

  @Test
  void only_what_may_be_skipped_is() {
    var made = started(FOUR);
    assertThat(refused(work().skip(made.id(), Optional.empty(), Optional.empty())))
        .containsExactly(Reason.Code.CANNOT_SKIP);
    assertThat(refused(work().skip(made.id(), Optional.of("c"), Optional.empty())))
        .containsExactly(Reason.Code.NOT_WAITING);
    var created = cairn.workflows().create(NewInstance.of("flow"));
    assertThat(refused(work().skip(created.id(), Optional.empty(), Optional.empty())))
        .containsExactly(Reason.Code.INVALID_TRANSITION);
    assertThat(get(created)).isEqualTo(created);
  }

  @Test
  void going_back_reaches_visited_steps_only() {
    var made = started(FOUR);
    var engine = engine(noting("a", "b"));
    engine.runUntilIdle();
    assertThat(refused(work().goTo(made.id(), "b"))).containsExactly(Reason.Code.STEP_NOT_VISITED);
    assertThat(refused(work().goTo(made.id(), "z"))).containsExactly(Reason.Code.STEP_NOT_FOUND);
    committed(work().goTo(made.id(), "a"));
    engine.runUntilIdle();
    assertThat(calls).containsExactly("a", "a");
    assertThat(get(made).state().currentStepId()).contains("hold");
  }

  @Test
  void the_status_tells_every_step_and_how_far_it_is() {
    var made = started(FOUR);
    clock.advance(Duration.ofSeconds(10));
    engine(noting("a", "b")).runUntilIdle();
    var progress = work().status(made.id());
    assertThat(progress.percentComplete()).isEqualTo(25);
    assertThat(progress.totalSteps()).isEqualTo(4);
    assertThat(progress.steps())
        .extracting(it -> it.status())
        .containsExactly(
            StepStatus.COMPLETED, StepStatus.CURRENT, StepStatus.PENDING, StepStatus.PENDING);
    var first = progress.steps().getFirst();
    assertThat(first.startedAt()).contains(made.updatedAt());
    assertThat(first.completedAt()).contains(made.updatedAt().plusSeconds(10));
    assertThat(progress.estimatedCompletion()).contains(made.updatedAt().plusSeconds(40));
    assertThat(progress.toJson().keys())
        .contains("percentComplete", "estimatedCompletion", "steps", "saga", "totalSteps");
  }

  @Test
  void the_estimate_follows_from_the_steps_that_are_done_and_moves_with_them() {
    var made =
        started(
            "[{\"id\":\"a\",\"kind\":\"wait\",\"signal\":\"on\"},"
                + "{\"id\":\"b\",\"kind\":\"wait\",\"signal\":\"on\"},"
                + "{\"id\":\"c\",\"kind\":\"wait\",\"signal\":\"on\"}]");
    var begin = made.state().startedAt().orElseThrow();
    clock.advance(Duration.ofMinutes(5));
    assertThat(work().status(made.id()).estimatedCompletion()).as("nothing is done").isEmpty();
    committed(work().signal(made.id(), "on", Json.of(1), Optional.empty()));
    assertThat(work().status(made.id()).estimatedCompletion())
        .as("three steps of five minutes")
        .contains(begin.plus(Duration.ofMinutes(15)));
    clock.advance(Duration.ofMinutes(15));
    assertThat(work().status(made.id()).estimatedCompletion())
        .as("only what is done tells")
        .contains(begin.plus(Duration.ofMinutes(15)));
    committed(work().signal(made.id(), "on", Json.of(1), Optional.empty()));
    assertThat(work().status(made.id()).estimatedCompletion())
        .as("two steps took 20 minutes")
        .contains(begin.plus(Duration.ofMinutes(30)));
    committed(work().signal(made.id(), "on", Json.of(1), Optional.empty()));
    assertThat(work().status(made.id()).estimatedCompletion()).as("it has ended").isEmpty();
  }

  @Test
  void an_estimate_of_the_definition_counts_from_the_start() {
    var steps = Json.parse("[{\"id\":\"a\",\"kind\":\"wait\",\"signal\":\"on\"}]");
    var definition = JsonObject.of("id", "said", "estimatedDuration", "PT2H", "steps", steps);
    cairn.definitions().register(Definition.parse(definition));
    var made = cairn.workflows().create(NewInstance.of("said"));
    assertThat(work().status(made.id()).estimatedCompletion()).as("not started").isEmpty();
    clock.advance(Duration.ofHours(1));
    var begun = committed(cairn.workflows().start(made.id()));
    var estimate = begun.updatedAt().plus(Duration.ofHours(2));
    assertThat(work().status(made.id()).estimatedCompletion()).contains(estimate);
    clock.advance(Duration.ofHours(3));
    committed(cairn.workflows().pause(made.id(), Optional.empty()));
    assertThat(work().status(made.id()).estimatedCompletion()).contains(estimate);
    committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(work().status(made.id()).estimatedCompletion()).isEmpty();
  }

  @Test
  void a_failed_step_is_tried_again_in_a_fork() {
    var made = started(FOUR);
    var failed = ran(made, noting());
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(work().status(made.id()).steps().getFirst().status()).isEqualTo(StepStatus.FAILED);
    closeEngines();
    var again = work().retry(made.id());
    assertThat(again.origin().forkedFrom().orElseThrow().id()).isEqualTo(made.id());
    assertThat(again.status()).isEqualTo(Status.RUNNING);
    var went = ran(again, noting("a"));
    assertThat(went.state().error()).isEmpty();
    assertThat(calls).containsExactly("a");
    assertThat(went.state().currentStepId()).contains("hold");
    assertThatThrownBy(() -> work().retry(went.id())).isInstanceOf(CairnException.Refused.class);
  }

  @Test
  void all_problems_of_a_definition_are_named_with_their_places() {
    var wrong =
        Json.parse(
            """
            {"id":"wrong","steps":[
               {"id":"a b","kind":"task","retry":{"maxRetries":-1}},
               {"id":"x","kind":"dance"},{"id":"x","kind":"wait"},
               {"id":"c","kind":"choice","cases":[{"when":"1 = 1","goTo":"nowhere"}]},
               {"id":"p","kind":"parallel","join":7,"branches":[
                  {"id":"l","steps":[{"id":"q","kind":"task","tiemout":"PT1S"}]}]}]}
            """);
    var problems = Program.problems(wrong);
    assertThat(problems)
        .extracting(Problem::place)
        .contains(
            "/steps/0/id",
            "/steps/0/retry/maxRetries",
            "/steps/1/kind",
            "/steps/2/id",
            "/steps/2/kind",
            "/steps/3/cases/0/when",
            "/steps/4/join",
            "/steps/4/branches/0/steps/0/tiemout");
    var both =
        JsonObject.of(
            "id",
            "both",
            "steps",
            Json.parse("[{\"id\":\"x\",\"kind\":\"dance\"},{\"id\":\"w\",\"kind\":\"wait\"}]"));
    assertThatThrownBy(() -> cairn.definitions().register(Definition.parse(both)))
        .isInstanceOf(CairnException.Invalid.class)
        .hasMessageContaining("/steps/0/kind")
        .hasMessageContaining("/steps/1/kind");
    assertThat(Program.problems(JsonObject.of("id", "fine"))).isEmpty();
  }

  @Test
  void steps_without_kinds_are_left_to_those_who_move_them() {
    var made = started("[{\"id\":\"a\"},{\"id\":\"b\"}]");
    var same = ran(made, noting("a", "b"));
    assertThat(calls).isEmpty();
    assertThat(same).isEqualTo(made);
    assertThatThrownBy(() -> work().signal(made.id(), "go", Json.of(1), Optional.empty()))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void those_who_move_steps_by_hand_skip_them_and_go_back() {
    var made = started("[{\"id\":\"a\"},{\"id\":\"b\",\"canSkip\":true}]");
    assertThat(refused(work().skip(made.id(), Optional.empty(), Optional.empty())))
        .containsExactly(Reason.Code.CANNOT_SKIP);
    assertThat(refused(work().goTo(made.id(), "b"))).containsExactly(Reason.Code.STEP_NOT_VISITED);
    var move = dev.cairn.Commit.to(made.id()).with(new dev.cairn.Mutation.MoveTo("b"));
    committed(cairn.workflows().commit(move));
    assertThat(committed(work().goTo(made.id(), "a")).currentStep()).isEqualTo(1);
    committed(cairn.workflows().commit(move));
    var end = committed(work().skip(made.id(), Optional.empty(), Optional.of("no need")));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(work().status(made.id()).steps().getLast().status()).isEqualTo(StepStatus.SKIPPED);
  }

  @Test
  void a_new_version_is_checked_against_every_living_instance() {
    var waiting = started(FOUR);
    engine(noting("a", "b")).runUntilIdle();
    closeEngines();
    var created = cairn.workflows().create(NewInstance.of("flow"));
    var next =
        Json.parse(
                """
                {"id":"flow","version":2,"steps":[{"id":"a","kind":"task"},
                 {"id":"hold","kind":"task"},{"id":"b","kind":"task"}]}
                """)
            .asObject();
    var report = cairn.definitions().check(Definition.parse(next));
    assertThat(report.fitting()).isEqualTo(1);
    assertThat(report.misfits()).hasSize(1);
    assertThat(report.misfits().getFirst().id()).isEqualTo(waiting.id());
    assertThat(report.misfits().getFirst().reasons().getFirst().detail()).contains("hold");
    cairn.definitions().register(Definition.parse(next));
    committed(work().signal(waiting.id(), "go", Json.of(1), Optional.empty()));
    assertThat(get(waiting).origin().definitionVersion()).isEqualTo(1);
    assertThat(get(waiting).state().currentStepId()).contains("b");
    assertThat(get(created)).isEqualTo(created);
  }
}
