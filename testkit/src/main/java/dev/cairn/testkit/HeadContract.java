package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Log.Known;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store answers when it is asked for heads. */
abstract class HeadContract extends StoreTopic {

  @Test
  void what_never_was_is_missing() {
    assertThat(head(Rows.of(1).id())).isEqualTo(new HeadRead.Missing());
  }

  @Test
  void a_head_without_document_and_snapshot_is_all_its_revisions() {
    var three = kept(Rows.of(1).then().then().then());
    assertThat(head(three.id())).isEqualTo(three.found());
  }

  @Test
  void a_known_version_is_unchanged_and_others_are_found() {
    var two = kept(Rows.of(1).then().then());
    assertThat(log().heads(List.of(new Known(two.id(), 2), new Known(two.id(), 1))))
        .containsExactly(new HeadRead.Unchanged(), two.found());
  }

  @Test
  void answers_come_in_the_order_of_the_questions() {
    var one = kept(Rows.of(1).then());
    var two = kept(Rows.of(2).then());
    var answers =
        log()
            .heads(
                List.of(
                    new Known(two.id(), 0),
                    new Known(Rows.of(3).id(), 0),
                    new Known(one.id(), 1),
                    new Known(two.id(), 0),
                    new Known(one.id(), 0)));
    assertThat(answers)
        .containsExactly(
            two.found(),
            new HeadRead.Missing(),
            new HeadRead.Unchanged(),
            two.found(),
            one.found());
    assertThat(log().heads(List.of())).isEmpty();
  }

  @Test
  void status_time_and_actor_are_those_of_the_last_version() {
    var one = Rows.of(1).then();
    var at = Rows.BEGIN.plusNanos(123_456_000);
    var act = one.act();
    var running =
        one.then(
            Rows.in(one.head().state(), Status.RUNNING, at),
            new Rows.Act(act.kind(), "leo", at, act.key(), act.fence()));
    kept(running);
    var head = found(running.id());
    assertThat(head.status()).isEqualTo(Status.RUNNING);
    assertThat(head.updatedAt()).isEqualTo(at);
    assertThat(head.lastModifiedBy()).isEqualTo("leo");
    assertThat(head).isEqualTo(running.found());
  }

  @Test
  void a_snapshot_is_the_base_and_the_tail_follows_it() {
    var three = Rows.of(1).then().then().then();
    appended(three.since(0, List.of(three.snapshot(2)), List.of()));
    leadsTo(three, 2);
    var four = three.then();
    appended(four.append());
    leadsTo(four, 2);
  }

  @Test
  void a_snapshot_of_the_head_leaves_no_tail() {
    var three = Rows.of(1).then().then().then();
    appended(three.since(0, List.of(three.snapshot(1), three.snapshot(3)), List.of()));
    leadsTo(three, 3);
    assertThat(found(three.id()).snapshotVersion()).isEqualTo(3);
  }

  @Test
  void the_newer_of_document_and_snapshot_is_the_base() {
    var three = Rows.of(1).then().then().then();
    appended(three.since(0, List.of(three.snapshot(1)), List.of()));
    foldAll(List.of(three.versions().get(1)));
    leadsTo(three, 2);
    var four = three.then();
    appended(four.since(3, List.of(four.snapshot(4)), List.of()));
    leadsTo(four, 4);
  }

  @Test
  void the_tail_may_be_long() {
    var rows = Rows.of(1).then();
    for (int i = 0; i < 150; i++) {
      rows = rows.then();
    }
    kept(rows);
    leadsTo(rows, 0);
  }

  @Test
  void origin_comes_back_whole() {
    var parent = Rows.of(1).then();
    kept(parent);
    var origin =
        new dev.cairn.Origin(
            Rows.of(2).id(),
            Rows.DEFINITION,
            1,
            Rows.OWNER_ID,
            Rows.BEGIN.plusNanos(1_000),
            Optional.of(parent.id()),
            Optional.of(new dev.cairn.Origin.Ancestor(parent.id(), 1)));
    var child = Rows.of(origin).then(State.initial().with(State.ERROR, Json.of("none")));
    kept(child);
    assertThat(head(child.id())).isEqualTo(child.found());
  }

  private void leadsTo(Rows rows, long base) {
    var head = found(rows.id());
    assertThat(head.version()).isEqualTo(rows.version());
    assertThat(head.baseVersion()).isEqualTo(base);
    assertThat(head.base())
        .isEqualTo(base == 0 ? Optional.empty() : Optional.of(rows.snapshot(base).state()));
    assertThat(head.tail())
        .isEqualTo(rows.revisions().subList((int) base, rows.revisions().size()));
  }
}
