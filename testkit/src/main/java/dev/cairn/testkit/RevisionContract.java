package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Kind;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Reading the log of one instance. */
abstract class RevisionContract extends StoreTopic {

  @Test
  void a_key_finds_its_revision() {
    var two = kept(AppendContract.keyed(Rows.of(1).then(), "a b'c\"ü😀")).then();
    appended(two.append());
    assertThat(log().byKey(two.id(), "a b'c\"ü😀")).contains(two.revisions().get(1));
    assertThat(log().byKey(two.id(), "a b'c\"Ü😀")).isEmpty();
    assertThat(log().byKey(Rows.of(2).id(), "a b'c\"ü😀")).isEmpty();
  }

  @Test
  void revisions_are_read_in_ranges() {
    var rows = kept(many(20));
    assertThat(log().revisions(rows.id(), 5, 8, 100)).isEqualTo(rows.revisions().subList(4, 8));
    assertThat(log().revisions(rows.id(), 5, 20, 3)).isEqualTo(rows.revisions().subList(4, 7));
    assertThat(log().revisions(rows.id(), 20, 99, 100)).isEqualTo(rows.revisions().subList(19, 20));
    assertThat(log().revisions(rows.id(), 21, 99, 100)).isEmpty();
    assertThat(log().revisions(rows.id(), 8, 5, 100)).isEmpty();
    assertThat(log().revisions(Rows.of(2).id(), 1, 9, 100)).isEmpty();
  }

  @Test
  void versions_are_found_in_both_orders_and_one_more_than_asked_for() {
    var rows = kept(many(20));
    var all = VersionQuery.all();
    assertThat(found(rows, all)).isEqualTo(entries(rows));
    assertThat(found(rows, all.newestFirst())).isEqualTo(entries(rows).reversed());
    assertThat(found(rows, all.limit(3))).isEqualTo(entries(rows).subList(0, 4));
    assertThat(found(rows, all.newestFirst().limit(3)))
        .isEqualTo(entries(rows).reversed().subList(0, 4));
  }

  @Test
  void versions_go_on_after_one() {
    var rows = kept(many(20));
    var all = VersionQuery.all();
    assertThat(found(rows, all.after(7))).isEqualTo(entries(rows).subList(7, 20));
    assertThat(found(rows, all.newestFirst().after(7)))
        .isEqualTo(entries(rows).subList(0, 6).reversed());
    assertThat(found(rows, all.after(20))).isEmpty();
    assertThat(found(rows, all.newestFirst().after(1))).isEmpty();
  }

  @Test
  void versions_are_found_by_actor_kind_and_time() {
    var rows = kept(many(20));
    var all = VersionQuery.all();
    assertThat(versions(rows, all.by("leo"))).containsExactly(3L, 6L, 9L, 12L, 15L, 18L);
    assertThat(versions(rows, all.by("LEO"))).isEmpty();
    assertThat(versions(rows, all.kind(Kind.CREATE))).containsExactly(1L);
    assertThat(versions(rows, all.kind(Kind.RESTORE))).containsExactly(5L, 10L, 15L, 20L);
    assertThat(versions(rows, all.between(Rows.BEGIN.plusSeconds(4), Rows.BEGIN.plusSeconds(7))))
        .containsExactly(5L, 6L, 7L);
  }

  @Test
  void conditions_go_together() {
    var rows = kept(many(20));
    var all = VersionQuery.all();
    assertThat(versions(rows, all.by("leo").kind(Kind.RESTORE))).containsExactly(15L);
    assertThat(versions(rows, all.by("leo").newestFirst().after(15).limit(2)))
        .containsExactly(12L, 9L, 6L);
    assertThat(
            versions(
                rows,
                all.by("leo")
                    .between(Rows.BEGIN.plusSeconds(5), Rows.BEGIN.plusSeconds(99))
                    .after(6)))
        .containsExactly(9L, 12L, 15L, 18L);
  }

  @Test
  void entries_of_a_lane_are_read_in_the_order_they_were_written() {
    var written = new ArrayList<Revision>();
    var one = Rows.of(1).then();
    var two = Rows.of(2).then();
    for (int i = 0; i < 4; i++) {
      appended(one.append());
      appended(two.append());
      written.add(one.last());
      written.add(two.last());
      one = one.then();
      two = two.then();
    }
    for (int lane = 0; lane < store.traits().lanes(); lane++) {
      int here = lane;
      var own = written.stream().filter(it -> laneOf(it.instance()) == here).toList();
      var entries = log().following(lane, 0, 100);
      assertThat(entries).extracting(Log.Entry::revision).isEqualTo(own);
      assertThat(entries).allMatch(it -> it.lane() == here);
      assertThat(entries).extracting(Log.Entry::position).isSorted().doesNotHaveDuplicates();
      for (int i = 0; i < entries.size(); i++) {
        assertThat(log().following(lane, entries.get(i).position(), 2))
            .isEqualTo(entries.subList(i + 1, Math.min(i + 3, entries.size())));
      }
      assertThat(newest(lane))
          .isEqualTo(entries.isEmpty() ? List.of() : List.of(entries.getLast()));
    }
  }

  private List<Log.Entry> newest(int lane) {
    return log().newest().stream().filter(it -> it.lane() == lane).toList();
  }

  @Test
  void entries_of_an_instance_are_read_from_a_version_on() {
    var rows = kept(many(20));
    kept(Rows.of(2).then().then());
    var entries = log().entries(rows.id(), 1, 100);
    assertThat(entries).extracting(Log.Entry::revision).isEqualTo(rows.revisions());
    assertThat(entries).extracting(Log.Entry::lane).containsOnly(laneOf(rows.id()));
    assertThat(entries).extracting(Log.Entry::position).isSorted().doesNotHaveDuplicates();
    assertThat(log().entries(rows.id(), 7, 3)).isEqualTo(entries.subList(6, 9));
    assertThat(log().entries(rows.id(), 21, 3)).isEmpty();
    assertThat(log().entries(Rows.of(3).id(), 1, 3)).isEmpty();
  }

  @Test
  void a_log_that_was_never_written_has_no_entries() {
    assertThat(log().newest()).isEmpty();
    assertThat(log().following(0, 0, 10)).isEmpty();
  }

  @Test
  void ids_are_read_page_by_page() {
    var ids =
        LongStream.of(5, -1, 3, Long.MIN_VALUE, 1).mapToObj(Rows::of).map(Rows::then).toList();
    ids.forEach(this::kept);
    var sorted = ids.stream().map(Rows::id).sorted().toList();
    assertThat(log().ids(Optional.empty(), 10)).isEqualTo(sorted);
    assertThat(log().ids(Optional.empty(), 2)).isEqualTo(sorted.subList(0, 2));
    assertThat(log().ids(Optional.of(sorted.get(1)), 2)).isEqualTo(sorted.subList(2, 4));
    assertThat(log().ids(Optional.of(sorted.get(4)), 2)).isEmpty();
  }

  @Test
  void ids_of_deleted_instances_are_read_too() {
    var gone = kept(FoldContract.deleted(Rows.of(1).then()));
    foldAll(List.of(gone.head()));
    assertThat(log().ids(Optional.empty(), 10)).containsExactly(gone.id());
  }

  /** Every third version is by leo, every fifth is a restore; a second lies between two. */
  private static Rows many(int count) {
    var rows = Rows.of(1).then();
    for (int version = 2; version <= count; version++) {
      var act = rows.act();
      var kind = version % 5 == 0 ? Kind.RESTORE : Kind.COMMIT;
      var actor = version % 3 == 0 ? "leo" : Rows.OWNER;
      rows = rows.then(rows.next(), new Rows.Act(kind, actor, act.at(), act.key(), act.fence()));
    }
    return rows;
  }

  private List<VersionEntry> found(Rows rows, VersionQuery query) {
    return log().find(rows.id(), query).stream().map(Revision::entry).toList();
  }

  private List<Long> versions(Rows rows, VersionQuery query) {
    return log().find(rows.id(), query).stream().map(Revision::version).toList();
  }

  private static List<VersionEntry> entries(Rows rows) {
    return rows.revisions().stream().map(Revision::entry).toList();
  }
}
