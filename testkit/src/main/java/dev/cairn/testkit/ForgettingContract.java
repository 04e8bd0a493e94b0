package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Receipt;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deleting, purging and pruning: what is gone, and that the chain still proves itself. */
abstract class ForgettingContract extends CairnTopic {

  @Test
  void a_deleted_instance_is_seen_by_no_reader() {
    var made = in(Status.RUNNING);
    var receipt = cairn.as("leo").workflows().delete(made.id());
    assertThat(receipt.kind()).isEqualTo(Kind.DELETE);
    assertThat(receipt.version()).isEqualTo(3);
    assertThat(receipt.actor()).isEqualTo("leo");
    gone(made);
    reopen();
    gone(made);
  }

  private void gone(Instance made) {
    assertThat(workflows().find(made.id())).isEmpty();
    assertThat(workflows().exists(made.id())).isFalse();
    assertThat(workflows().findAll(List.of(made.id()))).isEmpty();
    assertThat(workflows().query(Query.of(Filter.everything())).items()).isEmpty();
    assertThat(workflows().count(Filter.everything())).isZero();
    assertThatThrownBy(() -> workflows().commit(Commit.to(made.id())))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> workflows().delete(made.id()))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> history().at(made.id(), 1))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void what_has_ended_can_be_deleted() {
    var made = in(Status.COMPLETED);
    workflows().delete(made.id());
    gone(made);
  }

  @Test
  void the_receipts_of_a_deleted_instance_stay() {
    var made = in(Status.RUNNING);
    var before = receipts(cairn, made.id());
    workflows().delete(made.id());
    assertThat(receipts(cairn, made.id())).hasSize(3).startsWith(before.toArray(Receipt[]::new));
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @Test
  void a_deleted_id_is_never_used_again() {
    workflows().create(wanted().id(id(1)));
    workflows().delete(id(1));
    assertThatThrownBy(() -> workflows().create(wanted().id(id(1))))
        .isInstanceOf(CairnException.AlreadyExists.class);
  }

  @Test
  void a_retention_forgets_what_is_both_old_and_far_behind() {
    var made = retained("{\"keepVersions\":3,\"keepFor\":\"PT1H\"}");
    assertThat(cairn.archive().applyRetention()).isZero();
    clock.advance(Duration.ofMinutes(61));
    workflows().commit(Commit.to(made.id())).orThrow();
    // Ten versions are more than an hour old, and three must stay with the eleventh among them.
    assertThat(cairn.archive().applyRetention()).isEqualTo(8);
    assertThatThrownBy(() -> history().at(made.id(), 8)).isInstanceOf(CairnException.Gone.class);
    assertThat(history().at(made.id(), 9).version()).isEqualTo(9);
    assertThat(cairn.archive().applyRetention()).isZero();
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @Test
  void what_was_pruned_is_not_pruned_again() {
    var made = versions(10);
    assertThat(cairn.archive().prune(made.id(), 7)).isEqualTo(6);
    assertThat(cairn.archive().prune(made.id(), 3)).isZero();
    assertThat(cairn.archive().prune(made.id(), 7)).isZero();
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @Test
  void without_a_retention_nothing_is_forgotten() {
    var made = versions(10);
    clock.advance(Duration.ofDays(10_000));
    assertThat(cairn.archive().applyRetention()).isZero();
    assertThat(history().at(made.id(), 1).version()).isEqualTo(1);
  }

  @Test
  void a_retention_that_keeps_nothing_is_refused() {
    assertThatThrownBy(() -> retained("{\"keepVersions\":0}"))
        .isInstanceOf(CairnException.Invalid.class)
        .hasMessageContaining("keepVersions");
    assertThatThrownBy(() -> retained("{\"keepFor\":\"a while\"}"))
        .isInstanceOf(CairnException.Invalid.class)
        .hasMessageContaining("keepFor");
  }

  /** Ten versions of an instance whose definition has this retention. */
  private Instance retained(String retention) {
    var json = JsonObject.of("id", "retained", "retention", Json.parse(retention));
    cairn.definitions().register(Definition.parse(json));
    var made = workflows().create(NewInstance.of("retained"));
    for (int version = 2; version <= 10; version++) {
      workflows().commit(Commit.to(made.id())).orThrow();
    }
    return made;
  }

  @Test
  void pruned_versions_are_gone_and_their_receipts_are_not() {
    var made = versions(10);
    var kept = history().at(made.id(), 7);
    var receipts = receipts(cairn, made.id());
    assertThat(cairn.archive().prune(made.id(), 7)).isEqualTo(6);
    for (long version = 1; version < 7; version++) {
      long pruned = version;
      assertThatThrownBy(() -> history().at(made.id(), pruned))
          .isInstanceOf(CairnException.Gone.class);
    }
    assertThat(history().at(made.id(), 7)).isEqualTo(kept);
    assertThat(get(made.id()).version()).isEqualTo(10);
    assertThat(history().count(made.id())).isEqualTo(10);
    assertThat(receipts(cairn, made.id()))
        .extracting(Receipt::hash)
        .isEqualTo(receipts.stream().map(Receipt::hash).toList());
    assertThat(history().receipt(made.id(), 3).body()).isEmpty();
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
    assertThat(cairn.archive().prune(made.id(), 7)).isZero();
  }

  @Test
  void a_checkpoint_outlives_pruning() {
    var made = create("n", 1);
    commit(made, merge("n", 2));
    history().checkpoint(made.id(), "kept");
    var two = get(made.id());
    for (int i = 3; i <= 10; i++) {
      commit(made, merge("n", i));
    }
    assertThat(cairn.archive().prune(made.id(), 9)).isEqualTo(7);
    assertThat(history().at(made.id(), 2)).isEqualTo(two);
    var target = new dev.cairn.History.Target.ToCheckpoint("kept");
    var restored = history().restore(made.id(), target, Optional.empty()).instance();
    assertThat(restored.checksum()).isEqualTo(two.checksum());
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
    reopen();
    assertThat(history().at(made.id(), 2)).isEqualTo(two);
  }

  @Test
  void pruning_everything_leaves_the_current_version() {
    var made = versions(10);
    cairn.archive().prune(made.id(), 10);
    reopen();
    assertThat(get(made.id())).isEqualTo(made);
    assertThat(commit(made, merge("n", 11)).version()).isEqualTo(11);
    assertThat(history().at(made.id(), 10)).isEqualTo(made);
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @Test
  void pruning_leaves_other_instances_alone() {
    var other = versions(5);
    var before = Everything.of(cairn, other.id());
    cairn.archive().prune(versions(5).id(), 5);
    assertThat(Everything.of(cairn, other.id())).isEqualTo(before);
  }

  @Test
  void a_key_answers_after_pruning() {
    var made = create();
    var commit = Commit.to(made.id()).key("k").with(merge("a", 1));
    var first = workflows().commit(commit).orThrow();
    commit(made, merge("a", 2));
    cairn.archive().prune(made.id(), 3);
    assertThat(workflows().commit(commit).orThrow().hash()).isEqualTo(first.hash());
    assertThat(get(made.id()).version()).isEqualTo(3);
  }

  @Test
  void purging_erases_every_body_and_keeps_the_proof() {
    var made = create("secret", "swordfish");
    workflows().commit(Commit.to(made.id()).because("swordfish").with(merge("more", 1)));
    history().checkpoint(made.id(), "c");
    var hashes = receipts(cairn, made.id()).stream().map(Receipt::hash).toList();
    cairn.archive().purge(made.id());
    var left = receipts(cairn, made.id());
    assertThat(left).allMatch(receipt -> receipt.version() > 2 || receipt.body().isEmpty());
    assertThat(left)
        .extracting(receipt -> receipt.toJson().canonical())
        .noneMatch(text -> text.contains("swordfish"));
    assertThat(left.stream().map(Receipt::hash)).containsAll(hashes);
    assertThat(left).extracting(Receipt::actor).containsOnly("mia");
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
    gone(made);
    reopen();
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @Test
  void what_was_deleted_can_be_purged_later() {
    var made = create("secret", "swordfish");
    workflows().delete(made.id());
    cairn.archive().purge(made.id());
    assertThat(receipts(cairn, made.id()))
        .extracting(receipt -> receipt.toJson().canonical())
        .noneMatch(text -> text.contains("swordfish"));
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  private Instance versions(int count) {
    var made = create("n", 1);
    for (int i = 2; i <= count; i++) {
      made = commit(made, merge("n", i));
    }
    return made;
  }
}
