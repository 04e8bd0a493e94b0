package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Filter;
import dev.cairn.Kind;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.store.Documents.Pending;
import dev.cairn.store.Documents.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How documents follow the log. */
abstract class FoldContract extends StoreTopic {

  @Test
  void an_empty_store_has_nothing_to_fold() {
    assertThat(documents().progress()).allMatch(lane -> lane.position() == lane.folded());
  }

  @Test
  void commits_are_pending_in_the_order_they_became_visible() {
    var one = kept(Rows.of(1).then());
    int lane = laneOf(one.id());
    var other = kept(Rows.of(sibling(lane)).then());
    appended(one.then().append());
    appended(other.then().append());
    var pending = documents().pending(lane, 0, 100);
    assertThat(pending)
        .extracting(it -> it.id() + "@" + it.version())
        .containsExactly(one.id() + "@1", other.id() + "@1", one.id() + "@2", other.id() + "@2");
    assertThat(pending).extracting(Pending::position).isSorted().doesNotHaveDuplicates();
    assertThat(progress(lane).position()).isEqualTo(pending.getLast().position());
  }

  @Test
  void pending_commits_are_read_on_from_a_position() {
    var rows = Rows.of(1).then();
    appended(rows.append());
    for (int i = 0; i < 9; i++) {
      rows = rows.then();
      appended(rows.append());
    }
    int lane = laneOf(rows.id());
    var all = documents().pending(lane, 0, 100);
    assertThat(all).hasSize(10);
    assertThat(documents().pending(lane, all.get(3).position(), 2)).isEqualTo(all.subList(4, 6));
    assertThat(documents().pending(lane, all.getLast().position(), 2)).isEmpty();
  }

  @Test
  void the_last_of_several_versions_in_one_append_is_pending() {
    var five = kept(Rows.of(1).then().then().then().then().then());
    var pending = documents().pending(laneOf(five.id()), 0, 100);
    assertThat(pending.getLast().version()).isEqualTo(5);
    assertThat(pending.getLast().position()).isEqualTo(progress(laneOf(five.id())).position());
  }

  @Test
  void a_refused_append_leaves_nothing_pending() {
    var one = kept(Rows.of(1).then());
    var before = documents().progress();
    refused(one.append());
    assertThat(documents().pending(laneOf(one.id()), 0, 100)).hasSize(1);
    var position = progress(laneOf(one.id())).position();
    assertThat(documents().pending(laneOf(one.id()), position, 100)).isEmpty();
    assertThat(before).isNotEmpty();
  }

  @Test
  void a_document_is_the_head_that_was_folded() {
    var two = kept(Rows.of(1).then().then());
    assertThat(documents().document(two.id())).isEmpty();
    foldAll(List.of(two.head()));
    assertThat(documents().document(two.id())).contains(two.head());
    assertThat(documents().progress()).allMatch(lane -> lane.position() == lane.folded());
  }

  @Test
  void folding_is_noted_with_the_documents() {
    var one = kept(Rows.of(1).then());
    int lane = laneOf(one.id());
    var position = progress(lane).position();
    assertThat(progress(lane).folded()).isLessThan(position);
    documents().fold(lane, position, List.of(one.head()));
    assertThat(progress(lane)).isEqualTo(new Progress(lane, position, position));
    store = home().reopen(store);
    assertThat(progress(lane)).isEqualTo(new Progress(lane, position, position));
    assertThat(documents().document(one.id())).contains(one.head());
  }

  @Test
  void folding_twice_is_folding_once() {
    var two = kept(Rows.of(1).then().then());
    foldAll(List.of(two.head()));
    foldAll(List.of(two.head()));
    assertThat(documents().document(two.id())).contains(two.head());
    assertThat(documents().count(Filter.everything())).isEqualTo(1);
  }

  @Test
  void an_older_head_never_overwrites_a_newer_document() {
    var three = kept(Rows.of(1).then().then().then());
    foldAll(List.of(three.head()));
    foldAll(List.of(three.versions().getFirst()));
    assertThat(documents().document(three.id())).contains(three.head());
    assertThat(all(Filter.equal("context.n", 1))).isEmpty();
    assertThat(all(Filter.equal("context.n", 3))).containsExactly(three.head());
  }

  @Test
  void a_position_never_goes_back() {
    var one = kept(Rows.of(1).then());
    int lane = laneOf(one.id());
    var position = progress(lane).position();
    documents().fold(lane, position, List.of(one.head()));
    documents().fold(lane, 0, List.of());
    assertThat(progress(lane).folded()).isEqualTo(position);
  }

  @Test
  void a_deleted_instance_has_no_document() {
    var one = kept(Rows.of(1).then());
    foldAll(List.of(one.head()));
    var gone = deleted(one);
    appended(gone.append());
    foldAll(List.of(gone.head()));
    assertThat(documents().document(one.id())).isEmpty();
    assertThat(documents().count(Filter.everything())).isZero();
  }

  @Test
  void a_late_fold_brings_no_deleted_instance_back() {
    var one = kept(Rows.of(1).then());
    var gone = deleted(one);
    appended(gone.append());
    foldAll(List.of(gone.head()));
    foldAll(List.of(one.head()));
    assertThat(documents().document(one.id())).isEmpty();
    assertThat(documents().count(Filter.everything())).isZero();
  }

  @Test
  void an_index_may_be_made_before_and_after_and_twice() {
    var path = StatePath.parse("context.n");
    documents().index(path);
    var one = kept(Rows.of(1).then());
    foldAll(List.of(one.head()));
    documents().index(path);
    documents().index(StatePath.parse("attributes.epic"));
    documents().index(StatePath.parse("stepData.review-1.größe"));
    assertThat(all(Filter.equal("context.n", 1))).containsExactly(one.head());
  }

  static Rows deleted(Rows rows) {
    var act = rows.act();
    return rows.then(
        rows.head().state().with(State.DELETED_AT, Json.of(Times.format(act.at()))),
        new Rows.Act(Kind.DELETE, act.actor(), act.at(), act.key(), act.fence()));
  }

  private Progress progress(int lane) {
    return documents().progress().stream()
        .filter(it -> it.lane() == lane)
        .findFirst()
        .orElseThrow();
  }

  private long sibling(int lane) {
    long id = 2;
    while (laneOf(Rows.of(id).id()) != lane) {
      id++;
    }
    return id;
  }
}
