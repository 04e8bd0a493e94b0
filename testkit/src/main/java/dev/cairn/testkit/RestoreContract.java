package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.CommitResult;
import dev.cairn.Event;
import dev.cairn.Filter;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Mutation.*;
import dev.cairn.Origin;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints, restoring and forking. */
abstract class RestoreContract extends CairnTopic {

  @Test
  void a_checkpoint_names_the_current_version() {
    var made = create("a", 1);
    commit(made, merge("a", 2));
    var kept = cairn.as("leo").history().checkpoint(made.id(), "before legal");
    assertThat(kept.version()).isEqualTo(2);
    assertThat(kept.actor()).isEqualTo("leo");
    assertThat(kept.origin()).isEqualTo(Checkpoint.Origin.MANUAL);
    assertThat(kept.checksum()).isEqualTo(get(made.id()).checksum());
    assertThat(history().checkpoints(made.id())).containsExactly(kept);
    assertThat(get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void a_name_is_given_once() {
    var made = create();
    var kept = history().checkpoint(made.id(), "c");
    assertThat(history().checkpoint(made.id(), "c")).isEqualTo(kept);
    commit(made);
    assertThatThrownBy(() -> history().checkpoint(made.id(), "c"))
        .isInstanceOf(CairnException.AlreadyExists.class);
    assertThat(history().checkpoints(made.id())).containsExactly(kept);
  }

  @Test
  void checkpoints_are_made_by_policy() {
    openWith(options().checkpointEvery(3));
    var made = create();
    for (int i = 0; i < 6; i++) {
      commit(made);
    }
    assertThat(history().checkpoints(made.id()))
        .extracting(it -> it.version() + " " + it.origin())
        .containsExactly("3 automatic", "6 automatic");
  }

  @Test
  void a_restore_makes_a_new_version_equal_to_the_old() {
    var one = create("title", "a");
    commit(one, new AddTags(new TreeSet<>(List.of("x"))), new SetStepData("draft", Json.of(1)));
    commit(one, new Transition(Status.RUNNING), merge("more", 1));
    var restored = restore(one, 1);
    assertThat(restored.version()).isEqualTo(4);
    assertThat(restored.state()).isEqualTo(one.state());
    assertThat(restored.checksum()).isEqualTo(one.checksum());
    assertThat(restored.stepData().isEmpty()).isTrue();
    assertThat(get(one.id())).isEqualTo(restored);
    var receipt = history().receipt(one.id(), 4);
    assertThat(receipt.kind()).isEqualTo(Kind.RESTORE);
    assertThat(history().events(one.id(), 4, 9))
        .extracting(Event::type)
        .containsExactly("Restored");
    assertThat(cairn.archive().verify(one.id()).firstBreak()).isEmpty();
  }

  @Test
  void a_restore_brings_no_access_back() {
    var one = create("a", 1);
    commit(one, participants("mia"));
    commit(one, participants("leo"), merge("a", 2));
    var target = new Target.ToVersion(2);
    var preview = history().preview(one.id(), target);
    var restored = restore(one, 2);
    assertThat(restored.context().require("a")).isEqualTo(Json.of(1));
    assertThat(restored.participants()).containsExactly("leo");
    assertThat(preview.patch().apply(history().at(one.id(), 3).state().json()))
        .isEqualTo(restored.state().json());
    assertThat(history().at(one.id(), 2).participants()).containsExactly("mia");
    assertThat(cairn.archive().verify(one.id()).firstBreak()).isEmpty();
  }

  @Test
  void a_restored_snapshot_brings_no_access_back() {
    var one = create("a", 1);
    commit(one, participants("mia"));
    var snapshot = cairn.archive().snapshot(one.id());
    commit(one, participants());
    assertThat(cairn.archive().restoreSnapshot(one.id(), snapshot).participants()).isEmpty();
  }

  @Test
  void a_fork_begins_without_participants_and_belongs_to_who_forked() {
    var one = create("a", 1);
    commit(one, participants("mia", "leo"));
    var fork = cairn.as("leo").history().fork(one.id(), 2, Optional.empty());
    assertThat(fork.participants()).isEmpty();
    assertThat(fork.checksum()).isEqualTo(one.checksum());
    assertThat(found(new Filter.OwnerIs("leo"))).containsExactly(fork.id());
    assertThat(found(new Filter.ParticipantIs("leo"))).containsExactly(one.id());
  }

  private List<InstanceId> found(Filter filter) {
    return workflows().query(Query.of(filter)).items().stream().map(Instance::id).toList();
  }

  private static SetParticipants participants(String... subjects) {
    return new SetParticipants(new TreeSet<>(List.of(subjects)));
  }

  @Test
  void a_restore_keeps_a_safety_checkpoint_of_what_it_met() {
    var one = create("a", 1);
    commit(one, merge("a", 2));
    var done = history().restore(one.id(), new Target.ToVersion(1), Optional.of(2L));
    assertThat(done.safetyCheckpoint().version()).isEqualTo(2);
    assertThat(done.safetyCheckpoint().origin()).isEqualTo(Checkpoint.Origin.SAFETY);
    assertThat(history().checkpoints(one.id())).containsExactly(done.safetyCheckpoint());
    var name = done.safetyCheckpoint().name();
    var back = history().restore(one.id(), new Target.ToCheckpoint(name), Optional.empty());
    assertThat(back.instance().context().require("a")).isEqualTo(Json.of(2));
    restore(one, 1);
    assertThat(history().checkpoints(one.id())).hasSize(3);
  }

  @Test
  void a_restore_of_what_has_moved_on_is_a_conflict() {
    var one = create("a", 1);
    commit(one, merge("a", 2));
    assertThatThrownBy(() -> history().restore(one.id(), new Target.ToVersion(1), Optional.of(1L)))
        .isInstanceOfSatisfying(
            CairnException.Refused.class,
            it -> assertThat(it.result()).isInstanceOf(CommitResult.Conflict.class));
    assertThat(get(one.id()).version()).isEqualTo(2);
    assertThat(history().checkpoints(one.id())).isEmpty();
  }

  @Test
  void what_is_not_there_is_not_restored() {
    var one = create("a", 1);
    assertThatThrownBy(() -> restore(one, 9)).isInstanceOf(CairnException.NotFound.class);
    var unknown = new Target.ToCheckpoint("none");
    assertThatThrownBy(() -> history().restore(one.id(), unknown, Optional.empty()))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void what_has_ended_is_forked_instead(Status end) {
    var ended = in(end);
    assertThatThrownBy(() -> restore(ended, 1)).isInstanceOf(CairnException.Refused.class);
    assertThat(get(ended.id())).isEqualTo(ended);
    var fork = history().fork(ended.id(), 2, Optional.empty());
    assertThat(fork.status()).isEqualTo(Status.RUNNING);
    assertThat(commit(fork, merge("alive", true)).version()).isEqualTo(2);
    assertThat(get(ended.id())).isEqualTo(ended);
  }

  @Test
  void a_preview_says_what_would_change_and_what_lies_after() {
    var one = create("a", 1);
    commit(one, merge("a", 2));
    var timer = new SetTimer("t", clock.instant(), JsonNull.NULL);
    cairn.as("leo").workflows().commit(dev.cairn.Commit.to(one.id()).with(timer)).orThrow();
    var before = Everything.of(cairn, one.id());
    var preview = history().preview(one.id(), new Target.ToVersion(1));
    assertThat(preview.version()).isEqualTo(1);
    assertThat(preview.patch().apply(before.head().state().json())).isEqualTo(one.state().json());
    assertThat(preview.undone())
        .extracting(it -> it.version() + " " + it.actor())
        .contains("3 leo");
    assertThat(Everything.of(cairn, one.id())).isEqualTo(before);
    assertThat(history().checkpoints(one.id())).isEmpty();
  }

  @Test
  void a_fork_begins_as_its_source_was() {
    var one = create("a", 1);
    var two = commit(one, merge("a", 2), new AddTags(new TreeSet<>(List.of("x"))));
    commit(one, merge("a", 3));
    var fork = cairn.as("leo").history().fork(one.id(), 2, Optional.of(id(5)));
    assertThat(fork.id()).isEqualTo(id(5));
    assertThat(fork.version()).isEqualTo(1);
    assertThat(fork.state()).isEqualTo(two.state());
    assertThat(fork.checksum()).isEqualTo(two.checksum());
    assertThat(fork.origin().forkedFrom()).contains(new Origin.Ancestor(one.id(), 2));
    var receipt = history().receipt(fork.id(), 1);
    assertThat(receipt.kind()).isEqualTo(Kind.FORK);
    assertThat(receipt.actor()).isEqualTo("leo");
    assertThat(get(id(5))).isEqualTo(fork);
  }

  @Test
  void forks_share_nothing_that_can_change() {
    var one = create("a", 1);
    var fork = history().fork(one.id(), 1, Optional.empty());
    commit(fork, merge("a", 2));
    commit(one, merge("a", 3));
    assertThat(get(one.id()).context().require("a")).isEqualTo(Json.of(3));
    assertThat(get(fork.id()).context().require("a")).isEqualTo(Json.of(2));
    assertThat(history().at(fork.id(), 1).context().require("a")).isEqualTo(Json.of(1));
    workflows().delete(one.id());
    assertThat(get(fork.id()).version()).isEqualTo(2);
    assertThat(cairn.archive().verify(fork.id()).firstBreak()).isEmpty();
  }

  @Test
  void a_fork_of_what_is_not_there_is_refused() {
    var one = create();
    assertThatThrownBy(() -> history().fork(one.id(), 2, Optional.empty()))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> history().fork(one.id(), 1, Optional.of(one.id())))
        .isInstanceOf(CairnException.AlreadyExists.class);
  }

  private Instance restore(Instance instance, long version) {
    return history()
        .restore(instance.id(), new Target.ToVersion(version), Optional.empty())
        .instance();
  }
}
