package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Reason;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.state.WorkflowStateService;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing JSON state when others do too. */
abstract class StateUpdateContract extends FacadeTopic {
  WorkflowStateService states;
  InstanceId id;

  @BeforeEach
  void begin() {
    states = WorkflowStateService.over(cairn);
    id = created("n", 0);
  }

  private Instance now() {
    return states.get(id).orElseThrow();
  }

  private static Json increment(Json context) {
    var object = context.asObject();
    return object.with("n", Json.of(object.require("n").asLong() + 1));
  }

  private static JsonPatch patch(String text) {
    return JsonPatch.parse(Json.parse(text));
  }

  /** Somebody else's commit. */
  private void meanwhile(Object... members) {
    tick();
    cairn
        .as("leo")
        .workflows()
        .commit(Commit.to(id).with(new Mutation.MergeContext(JsonObject.of(members))))
        .orThrow();
  }

  @ParameterizedTest
  @EnumSource
  void an_update_that_meets_nobody_is_made(OnConflict policy) {
    var made = success(states.update(id, StateUpdateContract::increment, policy));
    assertThat(made.instance().version()).isEqualTo(2);
    assertThat(made.instance().context()).isEqualTo(JsonObject.of("n", 1));
    assertThat(states.get(id)).contains(made.instance());
    assertThat(made.receipt().checksumAfter()).isEqualTo(states.checksum(id));
  }

  @Test
  void what_is_not_there_is_not_updated() {
    assertThat(states.get(NOBODY)).isEmpty();
    for (var policy : OnConflict.values()) {
      assertThatThrownBy(() -> states.update(NOBODY, it -> it, policy))
          .isInstanceOf(CairnException.NotFound.class);
    }
    assertThatThrownBy(() -> states.patch(NOBODY, 1, JsonObject.empty(), OnConflict.REJECT))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void reject_answers_with_all_there_is_to_know() {
    var read = now();
    meanwhile("n", 7, "a", true);
    var conflict = conflict(states.update(read, StateUpdateContract::increment, OnConflict.REJECT));
    assertThat(conflict.expectedVersion()).isEqualTo(1);
    assertThat(conflict.current()).isEqualTo(now());
    assertThat(conflict.current().context()).isEqualTo(JsonObject.of("n", 7, "a", true));
    assertThat(conflict.current().lastModifiedBy()).isEqualTo("leo");
    assertThat(conflict.current().updatedAt()).isEqualTo(clock.instant());
    assertThat(conflict.conflicts()).containsExactlyInAnyOrder("/n", "/a");
    assertThat(now().version()).isEqualTo(2);
  }

  @Test
  void retry_runs_the_function_on_the_fresh_state() {
    var read = now();
    meanwhile("n", 7);
    var made =
        success(states.update(read, StateUpdateContract::increment, OnConflict.RETRY)).instance();
    assertThat(made.context()).isEqualTo(JsonObject.of("n", 8));
    assertThat(made.version()).isEqualTo(3);
  }

  @Test
  void merge_keeps_what_both_did() {
    var read = now();
    meanwhile("theirs", 1);
    var made = success(states.update(read, StateUpdateContract::increment, OnConflict.MERGE));
    assertThat(made.instance().context()).isEqualTo(JsonObject.of("n", 1, "theirs", 1));
    assertThat(made.instance().version()).isEqualTo(3);
  }

  @Test
  void merge_names_the_paths_that_both_changed() {
    var read = now();
    meanwhile("n", 7, "theirs", 1);
    var conflict = conflict(states.update(read, StateUpdateContract::increment, OnConflict.MERGE));
    assertThat(conflict.conflicts()).containsExactly("/n");
    assertThat(now().context()).isEqualTo(JsonObject.of("n", 7, "theirs", 1));
  }

  @ParameterizedTest
  @EnumSource
  void a_function_that_throws_or_gives_no_object_is_answered(OnConflict policy) {
    var read = now();
    meanwhile("theirs", 1);
    var before = now();
    if (policy != OnConflict.REJECT) {
      assertThat(codes(states.update(read, StateUpdateContract::fail, policy)))
          .containsExactly(Reason.Code.INVALID_CONTEXT);
      assertThat(codes(states.update(read, it -> Json.of(List.of()), policy)))
          .containsExactly(Reason.Code.INVALID_CONTEXT);
    }
    assertThat(codes(states.update(before, StateUpdateContract::fail, policy)))
        .containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(codes(states.update(id, it -> Json.of("text"), policy)))
        .containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(now()).isEqualTo(before);
  }

  private static Json fail(Json context) {
    throw new IllegalStateException("mine: " + context);
  }

  @Test
  void patches_state_the_version_they_were_made_from() {
    success(states.patch(id, 1, JsonObject.of("a", 1, "n", null), OnConflict.REJECT));
    success(states.patch(id, 2, patch("[{\"op\":\"remove\",\"path\":\"/a\"}]"), OnConflict.REJECT));
    assertThat(now().context().isEmpty()).isTrue();
    var late = states.patch(id, 2, JsonObject.of("b", 1), OnConflict.REJECT);
    assertThat(conflict(late).current().version()).isEqualTo(3);
    assertThat(conflict(states.patch(id, 9, JsonObject.empty(), OnConflict.REJECT)))
        .extracting(CommitResult.Conflict::expectedVersion)
        .isEqualTo(9L);
    success(states.patch(id, 2, JsonObject.of("b", 1), OnConflict.MERGE));
    assertThat(now().context()).isEqualTo(JsonObject.of("b", 1));
    assertThatThrownBy(() -> states.patch(id, 0, JsonObject.empty(), OnConflict.REJECT))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"op\":\"remove\",\"path\":\"/none\"}]",
        "[{\"op\":\"test\",\"path\":\"/n\",\"value\":1}]",
        "[{\"op\":\"replace\",\"path\":\"\",\"value\":1}]"
      })
  void a_patch_that_does_not_apply_is_answered(String text) {
    assertThat(codes(states.patch(id, 1, patch(text), OnConflict.REJECT)))
        .containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(now().version()).isEqualTo(1);
  }

  @Test
  void a_patch_that_does_not_fit_its_base_is_not_merged_away() {
    meanwhile("theirs", 1);
    var test = patch("[{\"op\":\"test\",\"path\":\"/n\",\"value\":1}]");
    assertThat(codes(states.patch(id, 1, test, OnConflict.MERGE)))
        .containsExactly(Reason.Code.INVALID_CONTEXT);
    assertThat(now().version()).isEqualTo(2);
  }

  @Test
  void a_batch_is_made_whole_or_not_at_all() {
    var other = created("n", 0);
    var set = new Mutation.MergeContext(JsonObject.of("n", 1));
    var made =
        states
            .batch(
                List.of(
                    Commit.to(id).from(1).with(set),
                    Commit.to(other).with(set),
                    Commit.to(id).with(set)))
            .orThrow();
    assertThat(made).extracting(Instance::version).containsExactly(2L, 2L, 3L);
    var failing =
        states.batch(List.of(Commit.to(other).with(set), Commit.to(id).from(1).with(set)));
    assertThat(failing).isInstanceOf(BatchResult.Refused.class);
    assertThat(((BatchResult.Refused) failing).index()).isEqualTo(1);
    conflict(((BatchResult.Refused) failing).why());
    assertThat(states.batch(List.of(Commit.to(NOBODY)))).isInstanceOf(BatchResult.Failed.class);
    assertThat(states.get(other).orElseThrow().version()).isEqualTo(2);
    assertThat(states.batch(List.of()).orThrow()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 64})
  void no_update_is_lost_with_retry(int writers) throws Exception {
    var versions =
        atOnce(
            writers,
            () ->
                states
                    .update(id, StateUpdateContract::increment, OnConflict.RETRY)
                    .orThrow()
                    .version());
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, writers + 1L).boxed().toList());
    assertThat(now().context()).isEqualTo(JsonObject.of("n", writers));
    assertThat(states.verifyChecksum(id).isOk()).isTrue();
  }

  @Test
  void no_change_to_a_place_of_its_own_is_lost_with_merge() throws Exception {
    var read = now();
    var next = new AtomicInteger();
    var answers =
        atOnce(
            10,
            () -> {
              var key = "w" + next.getAndIncrement();
              return states.update(
                  read, it -> it.asObject().with(key, Json.of(true)), OnConflict.MERGE);
            });
    answers.forEach(CommitResult::orThrow);
    assertThat(now().context().size()).isEqualTo(11);
    assertThat(now().version()).isEqualTo(11);
  }

  @Test
  void of_many_patches_of_one_version_one_is_made() throws Exception {
    var answers = atOnce(16, () -> states.patch(id, 1, JsonObject.of("n", 1), OnConflict.REJECT));
    assertThat(answers.stream().filter(CommitResult.Committed.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(CommitResult.Conflict.class::isInstance)).hasSize(15);
  }
}
