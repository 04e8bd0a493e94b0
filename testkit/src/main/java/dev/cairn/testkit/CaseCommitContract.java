package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.Warning;
import dev.cairn.cases.CaseState;
import dev.cairn.cases.CaseStatus;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buffer, validate, apply, persist, receipt. */
abstract class CaseCommitContract extends FacadeTopic {
  private static final JsonObject TITLE = JsonObject.of("title", "Checkout");

  CaseState begun;

  @BeforeEach
  void begin() {
    begun = CaseState.create(cairn, NewInstance.of(DEFINITION).context(TITLE));
    tick();
  }

  private CaseState stored() {
    return CaseState.open(cairn, begun.id());
  }

  @Test
  void a_case_begins_with_its_first_receipt() {
    assertThat(begun.version()).isEqualTo(1);
    assertThat(begun.context()).isEqualTo(TITLE);
    assertThat(begun.status()).isEqualTo(CaseStatus.RUNNING);
    assertThat(begun.tokens()).isEmpty();
    assertThat(begun.scopes()).containsOnlyKeys("root");
    assertThat(begun.buffered()).isEmpty();
    assertThat(begun.receipt().checksumAfter()).isEqualTo(begun.checksum());
    assertThat(begun.receipt().checksumBefore()).isEqualTo(Receipt.NOTHING);
    assertThat(stored()).isEqualTo(begun).hasSameHashCodeAs(begun);
  }

  @Test
  void there_is_no_case_without_a_definition_and_none_that_nobody_made() {
    assertThatThrownBy(() -> CaseState.create(cairn, NewInstance.of("no-such")))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> CaseState.open(cairn, NOBODY))
        .isInstanceOf(CairnException.NotFound.class);
    var taken = NewInstance.of(DEFINITION).id(begun.id());
    assertThatThrownBy(() -> CaseState.create(cairn, taken))
        .isInstanceOf(CairnException.AlreadyExists.class);
  }

  @Test
  void nobody_sees_what_is_buffered() {
    var buffered =
        begun
            .setContext(JsonObject.of("n", 1))
            .addToken("t", Token.in("root"))
            .enterScope("s", "root")
            .incrementStepCount();
    assertThat(buffered.buffered()).hasSize(4);
    assertThat(buffered.context()).isEqualTo(TITLE);
    assertThat(buffered.tokens()).isEmpty();
    assertThat(buffered.scopes()).hasSize(1);
    assertThat(buffered.metadata().stepCount()).isZero();
    assertThat(buffered.checksum()).isEqualTo(begun.checksum());
    assertThat(stored()).isEqualTo(begun);
    assertThat(begun.buffered()).isEmpty();
  }

  @Test
  void a_commit_makes_all_of_it_one_version() {
    var commit =
        begun
            .setContext(JsonObject.of("n", 1))
            .updateContext(JsonObject.of("m", 2))
            .updateContext(
                JsonPatch.parse(Json.parse("[{\"op\":\"add\",\"path\":\"/p\",\"value\":3}]")))
            .updateContext(it -> it.asObject().with("f", Json.of(4)))
            .setMetadata(JsonObject.of("source", "import"))
            .incrementStepCount()
            .transition(Status.RUNNING)
            .commit();
    var next = commit.orThrow();
    assertThat(next.version()).isEqualTo(2);
    assertThat(next.buffered()).isEmpty();
    assertThat(next.context()).isEqualTo(JsonObject.of("n", 1, "m", 2, "p", 3, "f", 4));
    assertThat(next.metadata().stepCount()).isEqualTo(1);
    assertThat(next.metadata().more()).isEqualTo(JsonObject.of("source", "import"));
    assertThat(next.metadata().startTime()).contains(clock.instant());
    assertThat(next.metadata().lastCommitTime()).isEqualTo(clock.instant());
    assertThat(commit.receipt().version()).isEqualTo(2);
    assertThat(commit.receipt()).isEqualTo(next.receipt());
    assertThat(stored()).isEqualTo(next);
  }

  @Test
  void rollback_drops_the_buffer_and_nothing_else() {
    var next = begun.incrementStepCount().commit().orThrow();
    var buffered = next.setContext(JsonObject.empty()).incrementStepCount();
    assertThat(buffered.rollback()).isEqualTo(next);
    assertThat(stored()).isEqualTo(next);
    assertThat(buffered.rollback().rollback()).isEqualTo(next);
    assertThat(buffered.buffered()).hasSize(2);
  }

  @Test
  void an_empty_buffer_commits() {
    var commit = begun.commit();
    assertThat(commit.orThrow().version()).isEqualTo(2);
    assertThat(commit.receipt().body().orElseThrow().mutations().size()).isZero();
    assertThat(commit.receipt().checksumBefore()).isEqualTo(commit.receipt().checksumAfter());
  }

  @Test
  void receipts_chain() {
    var state = begun;
    for (int i = 0; i < 10; i++) {
      state = state.updateContext(JsonObject.of("n", i)).incrementStepCount().commit().orThrow();
    }
    var receipts = state.receipts(1, 100);
    assertThat(receipts).hasSize(11);
    for (int i = 1; i < receipts.size(); i++) {
      assertThat(receipts.get(i).checksumBefore()).isEqualTo(receipts.get(i - 1).checksumAfter());
      assertThat(receipts.get(i).previousHash()).isEqualTo(receipts.get(i - 1).hash());
      assertThat(receipts.get(i).computeHash()).isEqualTo(receipts.get(i).hash());
    }
    assertThat(receipts.getLast().checksumAfter()).isEqualTo(state.checksum());
    assertThat(state.receipts(10, 1)).containsExactly(receipts.get(9));
  }

  @Test
  void a_refused_commit_names_every_reason_and_leaves_everything_as_it_was() {
    var buffered =
        begun
            .removeToken("none")
            .addToken("t", Token.in("root"))
            .addToken("t", Token.in("root"))
            .exitScope("root")
            .exitScope("none")
            .enterScope("s", "none")
            .transition(Status.COMPLETED)
            .updateContext(it -> Json.of(1));
    var commit = buffered.commit();
    assertThat(codes(commit.result()))
        .containsExactly(
            Reason.Code.TOKEN_NOT_FOUND,
            Reason.Code.TOKEN_ALREADY_EXISTS,
            Reason.Code.ROOT_SCOPE,
            Reason.Code.SCOPE_NOT_FOUND,
            Reason.Code.PARENT_NOT_FOUND,
            Reason.Code.INVALID_TRANSITION,
            Reason.Code.INVALID_CONTEXT);
    assertThat(((CommitResult.Rejected) commit.result()).reasons())
        .extracting(Reason::index)
        .containsExactly(0, 2, 3, 4, 5, 6, 7);
    assertThat(commit.next()).isSameAs(buffered);
    assertThatThrownBy(commit::orThrow).isInstanceOf(CairnException.Refused.class);
    assertThatThrownBy(commit::receipt).isInstanceOf(CairnException.Refused.class);
    assertThat(stored()).isEqualTo(begun);
    assertThat(begun.receipts(1, 10)).hasSize(1);
  }

  @Test
  void a_function_that_throws_is_an_answer() {
    var commit =
        begun
            .updateContext(it -> {
              throw new IllegalStateException("mine");
            })
            .commit();
    assertThat(codes(commit.result())).containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(stored()).isEqualTo(begun);
  }

  @Test
  void a_function_that_throws_while_merging_is_an_answer_too() {
    begun.updateContext(JsonObject.of("theirs", 1)).commit().orThrow();
    var commit =
        begun
            .updateContext(it -> {
              throw new IllegalStateException("mine");
            })
            .commit(it -> it.onConflict(OnConflict.MERGE));
    assertThat(codes(commit.result())).containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(stored().version()).isEqualTo(2);
  }

  @Test
  void a_stale_case_is_a_conflict_and_goes_on_after_a_refresh() {
    var mine = begun.updateContext(JsonObject.of("mine", 1));
    begun.updateContext(JsonObject.of("theirs", 1)).commit().orThrow();
    var refused = mine.commit();
    var conflict = conflict(refused.result());
    assertThat(conflict.expectedVersion()).isEqualTo(1);
    assertThat(conflict.current().version()).isEqualTo(2);
    assertThat(conflict.current().lastModifiedBy()).isEqualTo("mia");
    assertThat(conflict.conflicts()).contains("/theirs");
    assertThat(refused.next()).isEqualTo(mine);
    var next = mine.refresh().commit().orThrow();
    assertThat(next.context())
        .isEqualTo(JsonObject.of("title", "Checkout", "mine", 1, "theirs", 1));
  }

  @Test
  void changes_to_different_places_merge() {
    begun.updateContext(JsonObject.of("theirs", 1)).commit().orThrow();
    var merged =
        begun
            .updateContext(JsonObject.of("mine", 1))
            .commit(it -> it.onConflict(OnConflict.MERGE))
            .orThrow();
    assertThat(merged.context().keys()).containsExactly("mine", "theirs", "title");
    var clash =
        begun
            .updateContext(JsonObject.of("theirs", 2))
            .commit(it -> it.onConflict(OnConflict.MERGE));
    assertThat(conflict(clash.result()).conflicts()).containsExactly("/theirs");
  }

  @Test
  void two_changes_of_one_attribute_clash_whichever_stands_first() {
    var theirs = new Mutation.SetAttributes(JsonObject.of("phase", "build"));
    begun.with(theirs).commit().orThrow();
    var mine = new Mutation.SetAttributes(JsonObject.of("epic", 12, "phase", "design"));
    var clash = begun.with(mine).commit(it -> it.onConflict(OnConflict.MERGE));
    assertThat(conflict(clash.result()).conflicts()).containsExactly("attributes/phase");
    assertThat(stored().instance().attributes()).isEqualTo(JsonObject.of("phase", "build"));
  }

  @Test
  void removing_an_attribute_that_somebody_else_changed_clashes() {
    var read = begun.with(new Mutation.SetAttributes(JsonObject.of("a", 1))).commit().orThrow();
    read.with(new Mutation.SetAttributes(JsonObject.of("a", 2))).commit().orThrow();
    var removal = new Mutation.RemoveAttributes(new java.util.TreeSet<>(List.of("a")));
    var clash = read.with(removal).commit(it -> it.onConflict(OnConflict.MERGE));
    assertThat(conflict(clash.result()).conflicts()).containsExactly("attributes/a");
  }

  @Test
  void the_same_key_gives_the_same_receipt() {
    var buffered = begun.updateContext(JsonObject.of("n", 1));
    var first = buffered.commit(it -> it.key("k").because("asked for"));
    var again = buffered.commit(it -> it.key("k"));
    assertThat(again.result()).isInstanceOf(CommitResult.Repeated.class);
    assertThat(again.receipt()).isEqualTo(first.receipt());
    assertThat(again.next()).isEqualTo(first.next());
    assertThat(first.receipt().body().orElseThrow().reason()).contains("asked for");
    var other = begun.updateContext(JsonObject.of("n", 2)).commit(it -> it.key("k"));
    assertThat(codes(other.result())).containsExactly(Reason.Code.KEY_REUSED);
    assertThat(stored().version()).isEqualTo(2);
  }

  @Test
  void a_large_buffer_warns_and_a_larger_one_is_refused() {
    assertThat(success(buffered(1_000).commit().result()).warnings()).isEmpty();
    assertThat(success(buffered(1_001).commit().result()).warnings())
        .extracting(Warning::code)
        .containsExactly("large_buffer");
    var most = buffered(1_200).commit().orThrow();
    assertThat(most.metadata().stepCount()).isEqualTo(3_201);
    assertThat(codes(buffered(1_201).commit().result()))
        .containsExactly(Reason.Code.TOO_MANY_MUTATIONS);
    assertThat(stored()).isEqualTo(most);
  }

  private CaseState buffered(int mutations) {
    var state = stored();
    for (int i = 0; i < mutations; i++) {
      state = state.incrementStepCount();
    }
    return state;
  }

  @ParameterizedTest
  @EnumSource
  void the_status_is_a_view(Status status) {
    var expected =
        switch (status) {
          case CREATED, RUNNING, PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL ->
              CaseStatus.RUNNING;
          case COMPLETED -> CaseStatus.DONE;
          case FAILED -> CaseStatus.FAILED;
          case CANCELLED -> CaseStatus.CANCELLED;
        };
    assertThat(reached(status).status()).isEqualTo(expected);
  }

  private CaseState reached(Status status) {
    if (status == Status.CREATED) {
      return begun;
    }
    var running = begun.transition(Status.RUNNING);
    return (status == Status.RUNNING ? running : running.transition(status)).commit().orThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void what_has_ended_does_not_change_any_more(Status status) {
    var ended = reached(status);
    assertThat(codes(ended.commit().result())).containsExactly(Reason.Code.TERMINAL);
    assertThat(codes(ended.incrementStepCount().setContext(TITLE).commit().result()))
        .containsExactly(Reason.Code.TERMINAL, Reason.Code.TERMINAL);
    assertThat(stored()).isEqualTo(ended);
  }

  @Test
  void the_step_count_is_not_for_metadata_to_set() {
    var refused = begun.setMetadata(JsonObject.of("stepCount", 9)).commit();
    assertThat(codes(refused.result())).containsExactly(Reason.Code.INVALID_METADATA);
  }

  @Test
  void what_is_handed_out_cannot_be_changed() {
    assertThatThrownBy(() -> begun.tokens().put("t", Token.in("root")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> begun.scopes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> begun.buffered().add(new Mutation.IncrementStepCount()))
        .isInstanceOf(UnsupportedOperationException.class);
    var buffered = begun.incrementStepCount();
    assertThatThrownBy(() -> buffered.buffered().set(0, new Mutation.ExitScope("s")))
        .isInstanceOf(UnsupportedOperationException.class);
    begun.scope("root").orElseThrow().tokens().add("t");
    assertThat(begun.scope("root").orElseThrow().tokens()).isEmpty();
  }

  @Test
  void what_was_handed_in_can_be_changed_without_harm() {
    var tags = new java.util.TreeSet<>(List.of("a"));
    var buffered = begun.with(new Mutation.AddTags(tags));
    tags.add("b");
    assertThat(buffered.commit().orThrow().instance().tags()).containsExactly("a");
  }

  @Test
  void a_deleted_case_commits_no_more() {
    var id = new InstanceId(new UUID(3, 3));
    var gone = CaseState.create(cairn, NewInstance.of(DEFINITION).id(id));
    cairn.workflows().delete(id);
    assertThatThrownBy(gone::commit).isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(gone::refresh).isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(gone::snapshot).isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void of_many_commits_of_one_version_one_is_made() throws Exception {
    var answers = atOnce(16, () -> begun.incrementStepCount().commit().result());
    assertThat(answers.stream().filter(CommitResult.Committed.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(CommitResult.Conflict.class::isInstance)).hasSize(15);
    assertThat(stored().metadata().stepCount()).isEqualTo(1);
  }

  @Test
  void a_case_shows_itself_in_a_line() {
    assertThat(begun.incrementStepCount()).hasToString(begun.id() + "@1 RUNNING, 1 buffered");
  }
}
