package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Fence;
import dev.cairn.store.Append;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Log.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The guard of an append, and that it is part of the write. */
abstract class AppendContract extends StoreTopic {

  @Test
  void an_instance_is_made_at_version_1() {
    var one = Rows.of(1).then();
    appended(one.append());
    holds(one);
  }

  @Test
  void an_instance_is_not_made_twice() {
    var one = kept(Rows.of(1).then());
    refused(Rows.of(1).then(one.next().with("error", one.head().context())).append());
    holds(one);
  }

  @Test
  void what_was_never_made_cannot_be_changed() {
    var two = Rows.of(1).then().then();
    refused(two.append());
    assertThat(head(two.id())).isEqualTo(new HeadRead.Missing());
  }

  @Test
  void a_version_follows_the_head() {
    var one = kept(Rows.of(1).then());
    appended(one.then().append());
    holds(one.then());
  }

  @Test
  void a_stale_append_changes_nothing() {
    var one = kept(Rows.of(1).then());
    var mine = one.then(state -> context(state, "by", "me"));
    var theirs = one.then(state -> context(state, "by", "them"));
    appended(mine.append());
    refused(theirs.append());
    refused(theirs.then().since(1));
    holds(mine);
  }

  @Test
  void a_version_of_the_future_changes_nothing() {
    var one = kept(Rows.of(1).then());
    refused(one.then().then().append());
    holds(one);
  }

  @Test
  void several_versions_are_written_in_one_append() {
    var one = kept(Rows.of(1).then());
    var five = one.then().then().then().then();
    appended(five.since(1));
    holds(five);
  }

  @Test
  void a_stale_append_of_several_versions_writes_none_of_them() {
    var two = kept(Rows.of(1).then().then());
    refused(Rows.of(1).then().then(state -> context(state, "b", 1)).then().since(1));
    holds(two);
  }

  @Test
  void an_older_fence_is_refused_and_changes_nothing() {
    var held = kept(fenced(Rows.of(1).then(), 5));
    refused(fenced(held, 4).append());
    holds(held);
  }

  @Test
  void the_same_fence_and_newer_ones_pass() {
    var same = fenced(kept(fenced(Rows.of(1).then(), 5)), 5);
    appended(same.append());
    var newer = fenced(same, 6);
    appended(newer.append());
    assertThat(found(newer.id()).fence()).isEqualTo(new Fence(6));
    refused(fenced(newer, 5).append());
    holds(newer);
  }

  @Test
  void who_holds_no_fence_passes_and_leaves_it() {
    var held = kept(fenced(Rows.of(1).then(), 5));
    var next = held.then();
    appended(withoutFence(next.append()));
    assertThat(found(next.id()).fence()).isEqualTo(new Fence(5));
  }

  @Test
  void a_key_is_used_once_on_an_instance() {
    var two = kept(keyed(Rows.of(1).then(), "k"));
    refused(keyed(two, "k").append());
    refused(keyed(two.then(), "k").since(2));
    holds(two);
    appended(keyed(two, "K").append());
  }

  @Test
  void a_key_is_free_on_another_instance() {
    kept(keyed(Rows.of(1).then(), "k"));
    kept(keyed(Rows.of(2).then(), "k"));
  }

  @Test
  void the_key_of_a_creation_counts() {
    var made = Rows.of(1);
    var act = made.act();
    var key = Optional.of(made.key("k"));
    var one =
        made.then(made.next(), new Rows.Act(act.kind(), act.actor(), act.at(), key, act.fence()));
    kept(one);
    refused(keyed(one, "k").append());
    holds(one);
  }

  @Test
  void a_refused_member_harms_no_other() {
    int lane = laneOf(Rows.of(1).id());
    var ids = java.util.stream.LongStream.range(1, 200).mapToObj(Rows::of);
    var rows = ids.filter(it -> laneOf(it.id()) == lane).limit(5).map(Rows::then).toList();
    kept(rows.get(1));
    kept(rows.get(3));
    var group =
        List.of(
            rows.get(0).append(),
            rows.get(1).append(),
            rows.get(2).append(),
            rows.get(3).then().append(),
            rows.get(4).then().append());
    assertThat(log().append(lane, group))
        .containsExactly(
            Outcome.APPENDED, Outcome.REFUSED, Outcome.APPENDED, Outcome.APPENDED, Outcome.REFUSED);
    holds(rows.get(0));
    holds(rows.get(1));
    holds(rows.get(2));
    holds(rows.get(3).then());
    assertThat(head(rows.get(4).id())).isEqualTo(new HeadRead.Missing());
  }

  @Test
  void an_empty_group_is_answered_with_nothing() {
    assertThat(log().append(0, List.of())).isEmpty();
  }

  @Test
  void what_was_appended_is_there_after_reopening() {
    var five = kept(keyed(Rows.of(1).then().then().then().then(), "k"));
    store = home().reopen(store);
    holds(five);
    refused(keyed(five, "k").append());
    appended(five.then().append());
  }

  private static Rows fenced(Rows rows, long fence) {
    var act = rows.act();
    return rows.then(
        rows.next(), new Rows.Act(act.kind(), act.actor(), act.at(), act.key(), new Fence(fence)));
  }

  private static Append withoutFence(Append it) {
    return new Append(
        it.baseVersion(),
        Optional.empty(),
        it.head(),
        it.revisions(),
        it.snapshots(),
        it.checkpoints());
  }

  static Rows keyed(Rows rows, String key) {
    var act = rows.act();
    return rows.then(
        rows.next(),
        new Rows.Act(act.kind(), act.actor(), act.at(), Optional.of(rows.key(key)), act.fence()));
  }
}
