package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import org.junit.jupiter.api.Test;

/** Idempotency keys: applied once, for ever, and always answered alike. */
abstract class KeyContract extends CairnTopic {

  @Test
  void a_repeated_key_answers_with_the_first_receipt() {
    var made = create();
    var commit = Commit.to(made.id()).key("k").with(new IncrementStepCount());
    var first = workflows().commit(commit).orThrow();
    assertThat(first.key().map(Receipt.Key::text)).contains("k");
    commit(made, new IncrementStepCount());
    assertThat(workflows().commit(commit)).isEqualTo(new Repeated(first));
    reopen();
    assertThat(workflows().commit(commit)).isEqualTo(new Repeated(first));
    assertThat(get(made.id()).version()).isEqualTo(3);
  }

  @Test
  void a_repeated_key_is_no_conflict_although_its_version_is_old() {
    var made = create();
    var commit = Commit.to(made).key("k").with(new IncrementStepCount());
    var first = workflows().commit(commit).orThrow();
    commit(made, merge("a", 1));
    assertThat(workflows().commit(commit)).isEqualTo(new Repeated(first));
  }

  @Test
  void a_key_with_another_body_is_refused() {
    var made = create();
    workflows().commit(Commit.to(made.id()).key("k").with(merge("a", 1))).orThrow();
    var before = Everything.of(cairn, made.id());
    var reasons = rejected(workflows().commit(Commit.to(made.id()).key("k").with(merge("a", 2))));
    assertThat(reasons).extracting(Reason::code).containsExactly(Reason.Code.KEY_REUSED);
    assertThat(Everything.of(cairn, made.id())).isEqualTo(before);
  }

  @Test
  void a_refused_commit_does_not_use_its_key_up() {
    var made = create();
    var bad = Commit.to(made.id()).key("k").with(new dev.cairn.Mutation.RemoveToken("none"));
    rejected(workflows().commit(bad));
    committed(workflows().commit(Commit.to(made.id()).key("k").with(merge("a", 1))));
  }

  @Test
  void keys_of_different_instances_do_not_meet() {
    for (var made : java.util.List.of(create(), create())) {
      committed(workflows().commit(Commit.to(made.id()).key("k").with(merge("id", 1))));
    }
  }

  @Test
  void a_repeated_key_is_answered_after_the_end() {
    var made = in(dev.cairn.Status.RUNNING);
    var commit = Commit.to(made.id()).key("k").with(merge("a", 1));
    var first = workflows().commit(commit).orThrow();
    workflows().cancel(made.id(), java.util.Optional.empty()).orThrow();
    assertThat(workflows().commit(commit)).isEqualTo(new Repeated(first));
  }

  @Test
  void a_creation_with_a_key_is_made_once() {
    var wanted = wanted("a", 1).id(id(1)).key("k");
    var made = workflows().create(wanted);
    commit(made, merge("a", 2));
    assertThat(workflows().create(wanted)).isEqualTo(made);
    assertThat(history().count(made.id())).isEqualTo(2);
    assertThatThrownBy(() -> workflows().create(wanted("a", 1).id(id(1))))
        .isInstanceOf(CairnException.AlreadyExists.class);
    assertThatThrownBy(() -> workflows().create(wanted("a", 9).id(id(1)).key("k")))
        .isInstanceOf(CairnException.class);
  }

  @Test
  void a_key_is_1_to_200_characters() {
    var commit = Commit.to(id(1));
    assertThatThrownBy(() -> commit.key("")).isInstanceOf(CairnException.Invalid.class);
    assertThatThrownBy(() -> commit.key("k".repeat(201)))
        .isInstanceOf(CairnException.Invalid.class);
    var made = create();
    committed(workflows().commit(Commit.to(made.id()).key("😀".repeat(100))));
  }
}
