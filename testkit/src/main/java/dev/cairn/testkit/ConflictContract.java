package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.OnConflict;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Stale commits: rejected, made again, or merged. */
abstract class ConflictContract extends CairnTopic {

  @Test
  void a_stale_commit_is_told_what_is_current_and_changes_nothing() {
    var made = create("title", "a");
    clock.advance(Duration.ofSeconds(1));
    var theirs =
        committed(cairn.as("leo").workflows().commit(Commit.to(made).with(merge("title", "b"))));
    var before = Everything.of(cairn, made.id());
    var conflict = conflict(Commit.to(made).with(merge("title", "c")));
    assertThat(conflict.expectedVersion()).isEqualTo(1);
    assertThat(conflict.current()).isEqualTo(theirs);
    assertThat(conflict.current().lastModifiedBy()).isEqualTo("leo");
    assertThat(conflict.conflicts()).containsExactly("/title");
    assertThat(Everything.of(cairn, made.id())).isEqualTo(before);
  }

  @Test
  void a_conflict_names_all_that_differs() {
    var made = create("title", "a", "same", 1);
    commit(made, merge("title", "b", "new", 1), new SetStepData("draft", Json.of(1)));
    commit(made, new AddTags(new TreeSet<>(List.of("x"))));
    assertThat(conflict(Commit.to(made)).conflicts())
        .contains("/title", "/new", "stepData/draft")
        .doesNotContain("/same");
  }

  @Test
  void a_version_of_the_future_is_a_conflict_too() {
    var made = create();
    assertThat(conflict(Commit.to(made.id()).from(9)).current()).isEqualTo(made);
  }

  @Test
  void a_conflict_can_be_thrown() {
    var made = create("title", "a");
    commit(made, merge("title", "b"));
    assertThatThrownBy(() -> workflows().commit(Commit.to(made)).orThrow())
        .isInstanceOf(CairnException.Refused.class)
        .hasMessageContaining("version 1");
  }

  @Test
  void a_retry_applies_to_what_is_current() {
    var made = create("n", 1);
    commit(made, merge("n", 10));
    Mutation increment =
        new ChangeContext(
            it -> it.asObject().with("n", Json.of(it.asObject().require("n").asInt() + 1)));
    var retried = Commit.to(made).onConflict(OnConflict.RETRY).with(increment);
    assertThat(committed(workflows().commit(retried)).context()).isEqualTo(JsonObject.of("n", 11));
  }

  @Test
  void disjoint_changes_merge() {
    var made = create("a", 1, "b", JsonObject.of("x", 1, "y", 1));
    commit(made, merge("a", 2, "b", JsonObject.of("x", 2)));
    var mine = merge("b", JsonObject.of("y", 3), "c", 3);
    assertThat(merged(made, mine).context())
        .isEqualTo(JsonObject.of("a", 2, "b", JsonObject.of("x", 2, "y", 3), "c", 3));
  }

  @Test
  void a_whole_new_context_merges_by_what_it_changes() {
    var made = create("a", 1, "b", 1, "c", 1);
    commit(made, merge("a", 2));
    var mine = new SetContext(JsonObject.of("a", 1, "b", 2));
    assertThat(merged(made, mine).context()).isEqualTo(JsonObject.of("a", 2, "b", 2));
  }

  @Test
  void the_same_path_clashes_and_is_named() {
    var made = create("a", 1, "b", 1);
    commit(made, merge("a", 2, "b", 2));
    var before = Everything.of(cairn, made.id());
    var clash = conflict(Commit.to(made).onConflict(OnConflict.MERGE).with(merge("a", 3, "c", 1)));
    assertThat(clash.conflicts()).containsExactly("/a");
    assertThat(clash.current()).isEqualTo(before.head());
    assertThat(Everything.of(cairn, made.id())).isEqualTo(before);
  }

  @Test
  void the_same_change_on_both_sides_is_no_clash() {
    var made = create("a", 1);
    commit(made, merge("a", 2, "b", 1));
    assertThat(merged(made, merge("a", 2)).context()).isEqualTo(JsonObject.of("a", 2, "b", 1));
  }

  @Test
  void step_data_of_different_steps_merges_and_of_one_step_clashes() {
    var made = create();
    commit(made, new SetStepData("draft", Json.of(1)));
    assertThat(merged(made, new SetStepData("review", Json.of(2))).stepData())
        .isEqualTo(JsonObject.of("draft", 1, "review", 2));
    var mine = new SetStepData("draft", Json.of(3));
    assertThat(conflict(Commit.to(made).onConflict(OnConflict.MERGE).with(mine)).conflicts())
        .containsExactly("stepData/draft");
  }

  @Test
  void a_merge_without_a_conflict_is_a_commit() {
    var made = create("a", 1);
    assertThat(merged(made, merge("a", 2)).version()).isEqualTo(2);
  }

  private Instance merged(Instance base, Mutation mine) {
    return committed(workflows().commit(Commit.to(base).onConflict(OnConflict.MERGE).with(mine)));
  }

  private Conflict conflict(Commit commit) {
    var result = workflows().commit(commit);
    assertThat(result).isInstanceOf(Conflict.class);
    return (Conflict) result;
  }
}
