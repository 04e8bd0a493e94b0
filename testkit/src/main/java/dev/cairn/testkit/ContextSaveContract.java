package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.context.ContextPersistence;
import dev.cairn.context.ContextStatus;
import dev.cairn.context.WorkflowContext;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saving, loading, updating and deleting contexts. */
abstract class ContextSaveContract extends FacadeTopic {
  private static final Json ONE = Json.of(1);
  private static final Set<Status> AFTER_RUNNING =
      EnumSet.complementOf(EnumSet.of(Status.CREATED, Status.RUNNING));

  ContextPersistence contexts;

  @BeforeEach
  void begin() {
    contexts = ContextPersistence.over(cairn);
  }

  private static WorkflowContext made() {
    return WorkflowContext.of(DEFINITION)
        .epic(12)
        .story("3a")
        .feature("checkout")
        .workflow("PRD")
        .phase("design")
        .with("title", Json.of("Checkout"))
        .tags(List.of("q3", "vip"));
  }

  @Test
  void what_was_saved_is_loaded() {
    var saved = contexts.save(made());
    assertThat(saved.version()).isEqualTo(1);
    assertThat(saved.status()).isEqualTo(Status.CREATED);
    assertThat(saved.epic()).contains(Json.of(12));
    assertThat(saved.story()).contains(Json.of("3a"));
    assertThat(saved.feature()).contains(Json.of("checkout"));
    assertThat(saved.workflow()).contains(Json.of("PRD"));
    assertThat(saved.phase()).contains(Json.of("design"));
    assertThat(saved.context()).isEqualTo(JsonObject.of("title", "Checkout"));
    assertThat(saved.tags()).containsExactly("q3", "vip");
    assertThat(saved.saved().createdAt()).isEqualTo(clock.instant());
    assertThat(saved.saved().lastModifiedBy()).isEqualTo("mia");
    assertThat(contexts.load(saved.id())).contains(saved);
    assertThat(contexts.exists(saved.id())).isTrue();
  }

  @Test
  void a_context_is_an_instance_to_every_other_door() {
    var saved = contexts.save(made());
    var instance = cairn.workflows().get(saved.id());
    assertThat(instance.attributes().get("epic")).contains(Json.of(12));
    assertThat(instance.checksum()).isEqualTo(saved.saved().checksum());
    cairn.workflows().start(saved.id()).orThrow();
    assertThat(contexts.load(saved.id()).orElseThrow().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void saving_again_makes_the_next_version() {
    var one = contexts.save(made());
    tick();
    var two = contexts.save(one.with("n", ONE).step("draft", ONE).phase("build"));
    assertThat(two.version()).isEqualTo(2);
    assertThat(two.stepData()).isEqualTo(JsonObject.of("draft", 1));
    assertThat(two.phase()).contains(Json.of("build"));
    assertThat(two.saved().updatedAt()).isAfter(one.saved().updatedAt());
    assertThat(two.saved().createdAt()).isEqualTo(one.saved().createdAt());
    assertThat(contexts.load(one.id())).contains(two);
  }

  @Test
  void every_part_can_be_taken_away_again_but_outputs() {
    var one = contexts.save(made().attribute("owner", Json.of("leo")));
    var two =
        contexts.save(
            new WorkflowContext(
                one.place(),
                one.definitionId(),
                one.status(),
                JsonObject.empty(),
                one.stepData(),
                new TreeSet<>(),
                JsonObject.of("epic", 13)));
    assertThat(two.context().isEmpty()).isTrue();
    assertThat(two.tags()).isEmpty();
    assertThat(two.attributes()).isEqualTo(JsonObject.of("epic", 13));
    var output = contexts.save(two.step("draft", ONE));
    var without =
        new WorkflowContext(
            output.place(),
            DEFINITION,
            output.status(),
            output.context(),
            JsonObject.empty(),
            output.tags(),
            output.attributes());
    refusedAs("step_data_removed", () -> contexts.save(without));
  }

  @Test
  void saving_what_has_not_changed_makes_a_version_too() {
    var saved = contexts.save(contexts.save(made()));
    assertThat(saved.version()).isEqualTo(2);
    assertThat(contexts.countVersions(saved.id())).isEqualTo(2);
  }

  @Test
  void a_stale_save_is_refused_with_the_conflict_and_changes_nothing() {
    var read = contexts.save(made());
    var won = contexts.save(read.with("by", Json.of("first")));
    var conflict = conflict(refusal(() -> contexts.save(read.with("by", Json.of("second")))));
    assertThat(conflict.expectedVersion()).isEqualTo(1);
    assertThat(conflict.current().version()).isEqualTo(2);
    assertThat(conflict.conflicts()).containsExactly("/by");
    assertThat(contexts.load(read.id())).contains(won);
  }

  @Test
  void a_version_that_is_yet_to_come_is_a_conflict() {
    var one = contexts.save(made());
    var two = contexts.save(one.with("n", ONE));
    var other = contexts.save(made());
    var place = two.saved();
    var forged =
        new dev.cairn.context.Place.Saved(
            other.id(),
            9,
            place.checksum(),
            place.createdAt(),
            place.updatedAt(),
            "mia",
            place.startedAt(),
            place.pausedAt(),
            place.endedAt());
    var context =
        new WorkflowContext(
            forged,
            DEFINITION,
            Status.CREATED,
            JsonObject.empty(),
            JsonObject.empty(),
            new TreeSet<>(),
            JsonObject.empty());
    assertThat(conflict(refusal(() -> contexts.save(context))).expectedVersion()).isEqualTo(9);
    assertThat(contexts.saveAll(List.of(context)))
        .isInstanceOf(dev.cairn.context.BatchSave.Refused.class);
    assertThat(contexts.load(other.id())).contains(other);
  }

  @Test
  void an_unknown_definition_is_refused_and_nothing_is_stored() {
    var unknown = WorkflowContext.of("no-such").epic(1);
    assertThatThrownBy(() -> contexts.save(unknown)).isInstanceOf(CairnException.NotFound.class);
    assertThat(contexts.byEpic(1, dev.cairn.context.Paging.first()).total()).isZero();
  }

  @Test
  void a_definition_that_is_asked_for_is_registered_once() {
    var own = ContextPersistence.over(cairn, "story-context");
    assertThat(ContextPersistence.over(cairn, "Story-Context").save(own("x")).version()).isOne();
    assertThat(own.save(own("y")).version()).isOne();
    assertThat(cairn.definitions().list()).hasSize(2);
  }

  private static WorkflowContext own(String title) {
    return WorkflowContext.of("story-context").with("title", Json.of(title));
  }

  @Test
  void a_saved_context_keeps_its_definition_and_its_id() {
    var saved = contexts.save(made());
    var moved =
        new WorkflowContext(
            saved.place(),
            "another",
            saved.status(),
            saved.context(),
            saved.stepData(),
            saved.tags(),
            saved.attributes());
    refusedAs("definition_changed", () -> contexts.save(moved));
    refusedAs("id_taken", () -> saved.id(NOBODY));
  }

  @Test
  void an_id_may_be_chosen_once() {
    var id = new InstanceId(new UUID(1, 2));
    assertThat(contexts.save(made().id(id)).id()).isEqualTo(id);
    assertThatThrownBy(() -> contexts.save(made().id(id)))
        .isInstanceOf(CairnException.AlreadyExists.class);
    contexts.delete(id);
    assertThatThrownBy(() -> contexts.save(made().id(id)))
        .isInstanceOf(CairnException.AlreadyExists.class);
  }

  @Test
  void a_new_context_has_no_version_and_no_id_yet() {
    assertThat(made().version()).isZero();
    refusedAs("not_saved", () -> made().id());
    refusedAs("not_saved", () -> made().saved());
  }

  @ParameterizedTest
  @EnumSource
  void a_new_context_may_be_in_any_status(Status status) {
    var saved = contexts.save(made().status(status).step("draft", ONE));
    assertThat(saved.status()).isEqualTo(status);
    assertThat(saved.stepData()).isEqualTo(JsonObject.of("draft", 1));
    assertThat(saved.version()).isEqualTo(2);
    assertThat(saved.saved().startedAt().isPresent()).isEqualTo(status != Status.CREATED);
    assertThat(contexts.load(saved.id())).contains(saved);
  }

  @ParameterizedTest
  @EnumSource
  void the_start_rides_along_and_makes_its_own_event(Status status) {
    var saved = contexts.save(contexts.save(made()).status(status));
    assertThat(saved.status()).isEqualTo(status);
    var went = versions(saved.id()).getLast().statuses();
    assertThat(went).startsWith(Status.CREATED).endsWith(status);
    assertThat(went.contains(Status.RUNNING)).isEqualTo(status != Status.CREATED);
    assertThat(cairn.history().events(saved.id(), 2, 10))
        .hasSize(AFTER_RUNNING.contains(status) ? 2 : 1);
  }

  @Test
  void every_transition_is_as_the_state_machine_says() {
    for (var from : EnumSet.complementOf(EnumSet.of(Status.CREATED))) {
      for (var to : Status.values()) {
        var saved = contexts.save(made().status(from));
        var next = saved.status(to).with("n", ONE);
        if (from.canBecome(to)) {
          assertThat(contexts.save(next).status()).isEqualTo(to);
        } else if (from != to || from.isTerminal()) {
          assertThat(codes(refusal(() -> contexts.save(next))))
              .isNotEmpty()
              .containsAnyOf(Reason.Code.INVALID_TRANSITION, Reason.Code.TERMINAL);
          assertThat(contexts.load(saved.id())).contains(saved);
        }
      }
    }
  }

  @Test
  void a_pending_approval_is_not_passed_over() {
    var waiting = contexts.save(made().status(Status.WAITING_FOR_APPROVAL));
    assertThatThrownBy(() -> contexts.save(waiting.status(Status.COMPLETED)))
        .hasMessageContaining("WaitingForApproval")
        .hasMessageContaining("Completed");
  }

  @Test
  void an_illegal_label_or_tag_is_refused_and_nothing_is_stored() {
    refusedAs("invalid_label", () -> made().epic(List.of(1)));
    assertThat(codes(refusal(() -> contexts.save(made().phase("x".repeat(1_001))))))
        .containsExactly(Reason.Code.INVALID_ATTRIBUTE);
    assertThat(codes(refusal(() -> contexts.save(made().tags(List.of(""))))))
        .containsExactly(Reason.Code.INVALID_TAG);
    assertThat(contexts.count(dev.cairn.context.ContextSearch.all())).isZero();
  }

  @Test
  void changing_what_was_handed_in_or_out_changes_no_context() {
    var tags = new TreeSet<>(Set.of("a"));
    var saved = contexts.save(made().tags(tags));
    tags.add("b");
    assertThat(saved.tags()).containsExactly("a");
    assertThatThrownBy(() -> saved.tags().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
    saved.with("title", Json.of("other")).epic(99).status(Status.RUNNING);
    assertThat(contexts.load(saved.id())).contains(saved);
  }

  @Test
  void update_changes_the_current_version() {
    var stale = contexts.save(made());
    contexts.save(stale.with("n", ONE));
    var updated = contexts.update(stale.id(), it -> it.with("m", ONE).status(Status.RUNNING));
    assertThat(updated.context()).isEqualTo(JsonObject.of("title", "Checkout", "n", 1, "m", 1));
    assertThat(updated.version()).isEqualTo(3);
  }

  @Test
  void an_update_that_fails_changes_nothing() {
    var saved = contexts.save(made());
    assertThatThrownBy(() ->
            contexts.update(
                saved.id(),
                it -> {
                  throw new IllegalStateException("mine");
                }))
        .hasMessage("mine");
    refusedAs("another_context", () -> contexts.update(saved.id(), it -> made()));
    assertThat(codes(refusal(() -> contexts.update(saved.id(), it -> it.tags(List.of(""))))))
        .containsExactly(Reason.Code.INVALID_TAG);
    assertThat(contexts.load(saved.id())).contains(saved);
    assertThatThrownBy(() -> contexts.update(NOBODY, it -> it))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void what_was_deleted_is_gone_for_readers_and_writers() {
    var saved = contexts.save(made());
    assertThat(contexts.delete(saved.id()).version()).isEqualTo(2);
    assertThat(contexts.load(saved.id())).isEmpty();
    assertThat(contexts.exists(saved.id())).isFalse();
    assertThat(contexts.latest(12, "3a")).isEmpty();
    assertThatThrownBy(() -> contexts.save(saved)).isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> contexts.delete(saved.id()))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> contexts.delete(NOBODY)).isInstanceOf(CairnException.NotFound.class);
  }

  @ParameterizedTest
  @EnumSource
  void running_is_a_view_of_the_four_active_statuses(Status status) {
    assertThat(ContextStatus.of(status) == ContextStatus.RUNNING).isEqualTo(status.isActive());
    assertThat(ContextStatus.of(status).statuses()).contains(status);
    assertThat(made().status(status).view()).isEqualTo(ContextStatus.of(status));
  }

  private static void refusedAs(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
