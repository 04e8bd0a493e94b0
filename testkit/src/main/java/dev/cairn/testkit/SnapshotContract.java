package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.VersionQuery;
import dev.cairn.store.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots, checkpoints, and what is left of what was erased. */
abstract class SnapshotContract extends StoreTopic {

  @Test
  void the_newest_snapshot_at_or_before_a_version_is_found() {
    var rows = tenWithSnapshots();
    assertThat(log().snapshot(rows.id(), 10)).contains(rows.snapshot(9));
    assertThat(log().snapshot(rows.id(), 6)).contains(rows.snapshot(6));
    assertThat(log().snapshot(rows.id(), 5)).contains(rows.snapshot(3));
    assertThat(log().snapshot(rows.id(), 2)).isEmpty();
    assertThat(log().snapshot(Rows.of(2).id(), 2)).isEmpty();
  }

  @Test
  void snapshots_are_read_from_a_version_on() {
    var rows = tenWithSnapshots();
    assertThat(log().snapshots(rows.id(), 1, 2))
        .containsExactly(rows.snapshot(3), rows.snapshot(6));
    assertThat(log().snapshots(rows.id(), 6, 9))
        .containsExactly(rows.snapshot(6), rows.snapshot(9));
    assertThat(log().snapshots(rows.id(), 10, 9)).isEmpty();
  }

  @Test
  void the_snapshots_of_a_refused_append_are_not_kept() {
    var one = kept(Rows.of(1).then());
    var two = Rows.of(1).then().then();
    appended(one.then().append());
    refused(two.since(1, List.of(two.snapshot(2)), List.of(two.checkpoint("c", 2))));
    assertThat(log().snapshot(one.id(), 9)).isEmpty();
    assertThat(log().checkpoints(one.id())).isEmpty();
  }

  @Test
  void checkpoints_are_listed_by_version_and_name() {
    var rows = kept(Rows.of(1).then().then());
    log().addCheckpoint(rows.checkpoint("b", 2));
    log().addCheckpoint(rows.checkpoint("z", 1));
    log().addCheckpoint(rows.checkpoint("a", 2));
    assertThat(log().checkpoints(rows.id()))
        .containsExactly(rows.checkpoint("z", 1), rows.checkpoint("a", 2), rows.checkpoint("b", 2));
    assertThat(log().checkpoints(Rows.of(2).id())).isEmpty();
  }

  @Test
  void of_two_checkpoints_of_one_name_the_first_is_kept() {
    var rows = kept(Rows.of(1).then().then());
    var first = rows.checkpoint("Release 'é'", 1);
    assertThat(log().addCheckpoint(first)).isEqualTo(first);
    assertThat(log().addCheckpoint(rows.checkpoint("Release 'é'", 2))).isEqualTo(first);
    assertThat(log().addCheckpoint(rows.checkpoint("release 'é'", 2)).version()).isEqualTo(2);
    assertThat(log().checkpoints(rows.id())).hasSize(2);
  }

  @Test
  void a_checkpoint_comes_with_an_append() {
    var two = Rows.of(1).then().then();
    appended(two.since(0, List.of(), List.of(two.checkpoint("before", 1))));
    assertThat(log().checkpoints(two.id())).containsExactly(two.checkpoint("before", 1));
  }

  @Test
  void erasing_takes_bodies_and_leaves_hashes() {
    var rows = tenWithSnapshots();
    log().erase(rows.id(), 5, List.of());
    var left = log().revisions(rows.id(), 1, 10, 100);
    for (var revision : left) {
      var before = rows.revisions().get((int) revision.version() - 1);
      assertThat(revision).isEqualTo(revision.version() < 5 ? erased(before) : before);
    }
    assertThat(left).hasSize(10);
    assertThat(log().find(rows.id(), VersionQuery.all()).getFirst().entry().reason()).isEmpty();
  }

  @Test
  void a_chain_of_erased_revisions_still_verifies() {
    var rows = tenWithSnapshots();
    log().erase(rows.id(), 11, List.of());
    var left = log().revisions(rows.id(), 1, 10, 100);
    for (int i = 1; i < left.size(); i++) {
      var receipt = left.get(i).receipt(java.util.Optional.of(left.get(i - 1)));
      assertThat(receipt.computeHash()).isEqualTo(receipt.hash());
    }
  }

  @Test
  void erasing_keeps_the_snapshots_it_is_given_and_no_others_before() {
    var rows = tenWithSnapshots();
    log().erase(rows.id(), 7, List.of(rows.snapshot(2), rows.snapshot(3)));
    assertThat(log().snapshots(rows.id(), 1, 99))
        .containsExactly(rows.snapshot(2), rows.snapshot(3), rows.snapshot(9));
    assertThat(log().snapshot(rows.id(), 2)).contains(rows.snapshot(2));
  }

  @Test
  void erasing_twice_is_erasing_once() {
    var rows = tenWithSnapshots();
    log().erase(rows.id(), 5, List.of(rows.snapshot(2)));
    var once = log().revisions(rows.id(), 1, 10, 100);
    log().erase(rows.id(), 5, List.of(rows.snapshot(2)));
    assertThat(log().revisions(rows.id(), 1, 10, 100)).isEqualTo(once);
    assertThat(log().snapshot(rows.id(), 2)).contains(rows.snapshot(2));
  }

  @Test
  void erasing_leaves_others_keys_and_checkpoints_alone() {
    var rows = kept(AppendContract.keyed(Rows.of(1).then(), "k").then());
    var other = kept(Rows.of(2).then().then());
    log().addCheckpoint(rows.checkpoint("c", 1));
    log().erase(rows.id(), 4, List.of());
    holds(other);
    assertThat(log().byKey(rows.id(), "k")).contains(erased(rows.revisions().get(1)));
    assertThat(log().checkpoints(rows.id())).containsExactly(rows.checkpoint("c", 1));
  }

  private Rows tenWithSnapshots() {
    var rows = Rows.of(1);
    for (int i = 0; i < 10; i++) {
      rows = rows.then();
    }
    appended(
        rows.since(0, List.of(rows.snapshot(3), rows.snapshot(6), rows.snapshot(9)), List.of()));
    return rows;
  }

  private static Revision erased(Revision it) {
    return new Revision(
        it.instance(),
        it.version(),
        it.kind(),
        it.actor(),
        it.committedAt(),
        it.statuses(),
        java.util.Optional.empty(),
        it.body().map(dev.cairn.Receipt.Body::hash),
        it.checksum(),
        it.hash(),
        it.key());
  }
}
