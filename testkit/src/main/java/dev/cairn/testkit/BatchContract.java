package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Mutation.RemoveToken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches: all of their members, or none. */
abstract class BatchContract extends CairnTopic {

  @Test
  void results_come_in_the_order_of_the_members() {
    var old = create("n", 0);
    var made =
        batch(
                new BatchItem.Create(wanted("n", 1).id(id(3))),
                change(old, merge("n", 9)),
                new BatchItem.Create(wanted("n", 2).id(id(1))),
                new BatchItem.Create(wanted("n", 3)))
            .orThrow();
    assertThat(made)
        .extracting(it -> it.context().require("n").asInt())
        .containsExactly(1, 9, 2, 3);
    assertThat(made).extracting(Instance::version).containsExactly(1L, 2L, 1L, 1L);
    for (var one : made) {
      assertThat(get(one.id())).isEqualTo(one);
    }
  }

  @Test
  void the_same_id_twice_gives_two_versions() {
    var old = create("n", 0);
    var made = batch(change(old, merge("a", 1)), change(old, merge("b", 1))).orThrow();
    assertThat(made).extracting(Instance::version).containsExactly(2L, 3L);
    assertThat(made.getLast().context().keys()).containsExactly("a", "b", "n");
    assertThat(made.getFirst().context().keys()).containsExactly("a", "n");
    assertThat(history().at(old.id(), 2)).isEqualTo(made.getFirst());
  }

  @Test
  void a_member_sees_what_those_before_it_made() {
    var make = new BatchItem.Create(wanted("n", 1).id(id(1)));
    var change = new BatchItem.Change(Commit.to(id(1)).from(1).with(merge("n", 2)));
    var made = batch(make, change).orThrow();
    assertThat(made).extracting(Instance::version).containsExactly(1L, 2L);
    assertThat(get(id(1))).isEqualTo(made.getLast());
  }

  @Test
  void a_third_member_that_is_refused_leaves_no_trace() {
    var one = create("n", 1);
    var two = create("n", 2);
    var before = List.of(Everything.of(cairn, one.id()), Everything.of(cairn, two.id()));
    var result =
        batch(
            change(one, merge("n", 9)),
            new BatchItem.Create(wanted().id(id(1))),
            change(two, new RemoveToken("none")));
    assertThat(result).isInstanceOf(BatchResult.Refused.class);
    var refused = (BatchResult.Refused) result;
    assertThat(refused.index()).isEqualTo(2);
    assertThat(refused.why()).isInstanceOf(CommitResult.Rejected.class);
    assertThat(List.of(Everything.of(cairn, one.id()), Everything.of(cairn, two.id())))
        .isEqualTo(before);
    assertThat(workflows().exists(id(1))).isFalse();
    assertThat(workflows().count(Filter.everything())).isEqualTo(2);
    workflows().create(wanted().id(id(1)));
  }

  @Test
  void a_stale_member_refuses_the_batch_with_its_conflict() {
    var one = create("n", 1);
    var two = create("n", 2);
    commit(two, merge("n", 3));
    var result =
        batch(change(one, merge("n", 9)), new BatchItem.Change(Commit.to(two).with(merge("n", 4))));
    var refused = (BatchResult.Refused) result;
    assertThat(refused.index()).isEqualTo(1);
    assertThat(refused.why()).isInstanceOf(CommitResult.Conflict.class);
    assertThat(get(one.id())).isEqualTo(one);
  }

  @Test
  void a_member_that_cannot_be_fails_the_batch() {
    var one = create("n", 1);
    var unknown = new BatchItem.Change(Commit.to(id(9)).with(merge("n", 1)));
    var result = batch(change(one, merge("n", 2)), unknown);
    assertThat(result).isInstanceOf(BatchResult.Failed.class);
    assertThat(((BatchResult.Failed) result).index()).isEqualTo(1);
    assertThat(((BatchResult.Failed) result).why()).isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(result::orThrow).isInstanceOf(CairnException.NotFound.class);
    var taken = new BatchItem.Create(wanted().id(one.id()));
    assertThat(((BatchResult.Failed) batch(change(one, merge("n", 2)), taken)).why())
        .isInstanceOf(CairnException.AlreadyExists.class);
    assertThat(get(one.id())).isEqualTo(one);
  }

  @Test
  void an_empty_batch_is_made() {
    assertThat(batch().orThrow()).isEmpty();
  }

  @Test
  void a_batch_lasts() {
    var made = batch(new BatchItem.Create(wanted("n", 1)), new BatchItem.Create(wanted("n", 2)));
    var before = made.orThrow();
    reopen();
    assertThat(workflows().findAll(before.stream().map(Instance::id).toList())).isEqualTo(before);
  }

  @Test
  void instances_are_found_in_the_order_asked_for() {
    var one = create("n", 1);
    var two = create("n", 2);
    assertThat(workflows().findAll(List.of(two.id(), id(9), one.id(), two.id())))
        .containsExactly(two, one, two);
  }

  @Test
  void batches_that_meet_in_any_order_end_and_lose_nothing() throws Exception {
    var all = new ArrayList<Instance>();
    for (int i = 0; i < 6; i++) {
      all.add(create("n", 0));
    }
    atOnce(
        8,
        () -> {
          var order = new ArrayList<>(all);
          for (int round = 0; round < 5; round++) {
            java.util.Collections.shuffle(order);
            var items = order.stream().map(it -> change(it, merge("r", 1))).toList();
            workflows().batch(items).orThrow();
          }
          return 0;
        });
    for (var one : all) {
      assertThat(get(one.id()).version()).isEqualTo(41);
    }
  }

  private BatchResult batch(BatchItem... items) {
    return workflows().batch(List.of(items));
  }
}
