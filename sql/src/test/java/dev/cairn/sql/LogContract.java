package dev.cairn.sql;

import static dev.cairn.store.Log.Outcome.APPENDED;
import static dev.cairn.store.Log.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.UserId;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Log;
import dev.cairn.store.Log.Known;
import dev.cairn.store.Revision;
import dev.cairn.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What both databases must do alike with the log. */
abstract class LogContract {
  abstract Store store();

  private Log log() {
    return store().log();
  }

  private UserId owner() {
    return store().catalog().addUser("ada", new UserId(UUID.randomUUID()));
  }

  private Case newCase() {
    return Case.of(owner(), UUID.randomUUID()).next();
  }

  /** Ids of one lane, so that they may be one group. */
  private List<Case> sameLane(int count) {
    var owner = owner();
    return IntStream.range(0, 10_000)
        .mapToObj(i -> Case.of(owner, UUID.randomUUID()).next())
        .filter(it -> it.lane(store()) == 0)
        .limit(count)
        .toList();
  }

  @Test
  void what_was_appended_is_read_back() {
    var first = newCase().into(store());
    var second = first.with(State.CONTEXT, JsonObject.of("n", 9007199254740993L)).into(store());
    assertThat(log().revisions(first.id(), 1, 9, 10))
        .containsExactly(first.revision().orElseThrow(), second.revision().orElseThrow());
    assertThat(log().revisions(first.id(), 2, 2, 10)).hasSize(1);
    assertThat(log().revisions(first.id(), 1, 2, 1)).hasSize(1);
  }

  @Test
  void a_stale_commit_changes_nothing() {
    var first = newCase().into(store());
    var second = first.next().into(store());
    assertThat(first.with(State.CONTEXT, JsonObject.of("a", 1)).write(store()))
        .containsExactly(REFUSED);
    assertThat(Case.found(log(), first.id()).checksum()).isEqualTo(second.instance().checksum());
    assertThat(log().revisions(first.id(), 1, 9, 9)).hasSize(2);
  }

  @Test
  void an_id_is_created_once() {
    var first = newCase().into(store());
    assertThat(first.write(store())).containsExactly(REFUSED);
    assertThat(first.next().next().write(store())).containsExactly(REFUSED);
  }

  @Test
  void an_older_fence_is_refused() {
    var first = newCase().into(store());
    var lane = first.lane(store());
    var second = first.next();
    assertThat(log().append(lane, List.of(second.under(new Fence(5))))).containsExactly(APPENDED);
    var third = second.next();
    assertThat(log().append(lane, List.of(third.under(new Fence(4))))).containsExactly(REFUSED);
    assertThat(log().append(lane, List.of(third.under(new Fence(5))))).containsExactly(APPENDED);
    assertThat(Case.found(log(), first.id()).fence()).isEqualTo(new Fence(5));
    assertThat(third.next().with(new Fence(5)).write(store())).containsExactly(APPENDED);
  }

  @Test
  void a_key_is_used_once_on_an_instance() {
    var first = newCase().into(store());
    var second = first.next("k").into(store());
    assertThat(second.next("k").write(store())).containsExactly(REFUSED);
    assertThat(log().byKey(first.id(), "k")).isEqualTo(second.revision());
    assertThat(log().byKey(first.id(), "other")).isEmpty();
    assertThat(newCase().into(store()).next("k").write(store())).containsExactly(APPENDED);
  }

  @Test
  void a_refused_member_harms_no_other() {
    var cases = sameLane(4);
    cases.getFirst().into(store());
    cases.get(1).into(store());
    var stale = cases.get(0);
    var keyed = cases.get(1).next("k").into(store()).next("k");
    var outcomes =
        log()
            .append(
                0,
                List.of(
                    stale.append(),
                    cases.get(2).append(),
                    keyed.append(),
                    cases.get(3).next().append()));
    assertThat(outcomes).containsExactly(REFUSED, APPENDED, REFUSED, REFUSED);
    assertThat(Case.head(log(), cases.get(3).id())).isEqualTo(new HeadRead.Missing());
    assertThat(log().revisions(keyed.id(), 1, 9, 9)).hasSize(2);
  }

  @Test
  void several_versions_of_one_instance_are_written_together() {
    var first = newCase().into(store());
    var second = first.next("a");
    var third = second.next("b");
    var both =
        new Append(
            1,
            Optional.empty(),
            new Head(third.instance(), Fence.NONE, 0, 7),
            List.of(second.revision().orElseThrow(), third.revision().orElseThrow()),
            List.of(),
            List.of());
    assertThat(log().append(first.lane(store()), List.of(both))).containsExactly(APPENDED);
    assertThat(log().revisions(first.id(), 1, 9, 9)).hasSize(3);
    assertThat(Case.found(log(), first.id()).deltaBytes()).isEqualTo(7);
  }

  @Test
  void snapshots_and_checkpoints_come_with_the_commit_or_not_at_all() {
    var first = newCase().into(store());
    var second = first.with(State.CONTEXT, JsonObject.of("a", 1));
    var append = second.append(List.of(second.snapshot()), List.of(second.checkpoint("safe")));
    assertThat(log().append(first.lane(store()), List.of(append))).containsExactly(APPENDED);
    var stale = first.next();
    var refused = stale.append(List.of(stale.snapshot()), List.of(stale.checkpoint("unsafe")));
    assertThat(log().append(first.lane(store()), List.of(refused))).containsExactly(REFUSED);
    assertThat(log().snapshots(first.id(), 1, 9)).containsExactly(second.snapshot());
    assertThat(log().snapshot(first.id(), 1)).isEmpty();
    assertThat(log().snapshot(first.id(), 9)).contains(second.snapshot());
    assertThat(log().checkpoints(first.id())).containsExactly(second.checkpoint("safe"));
  }

  @Test
  void together_means_all_or_nothing() {
    var one = newCase();
    var two = newCase();
    var there = newCase().into(store());
    assertThat(log().appendTogether(List.of(one.append(), there.append(), two.append())))
        .containsExactly(APPENDED, REFUSED, APPENDED);
    assertThat(Case.head(log(), one.id())).isEqualTo(new HeadRead.Missing());
    assertThat(log().appendTogether(List.of(one.append(), two.append())))
        .containsExactly(APPENDED, APPENDED);
    assertThat(Case.found(log(), two.id()).version()).isEqualTo(1);
  }

  @Test
  void heads_come_in_the_order_they_were_asked_for() {
    var one = newCase().into(store());
    var two = newCase().into(store()).next().into(store());
    var nobody = new InstanceId(UUID.randomUUID());
    var heads =
        log()
            .heads(
                List.of(
                    new Known(two.id(), 1),
                    new Known(nobody, 0),
                    new Known(one.id(), 1),
                    new Known(one.id(), 0)));
    assertThat(heads.get(1)).isEqualTo(new HeadRead.Missing());
    assertThat(heads.get(2)).isEqualTo(new HeadRead.Unchanged());
    var found = (HeadRead.Found) heads.get(0);
    assertThat(found.origin()).isEqualTo(two.instance().origin());
    assertThat(found.version()).isEqualTo(2);
    assertThat(found.receiptHash()).isEqualTo(two.instance().receiptHash());
    assertThat(found.base()).isEmpty();
    assertThat(found.tail()).hasSize(2);
    assertThat(((HeadRead.Found) heads.get(3)).tail())
        .containsExactly(one.revision().orElseThrow());
  }

  @Test
  void a_head_begins_at_the_newer_of_snapshot_and_document() {
    var first = newCase().into(store());
    Case.fold(store(), List.of(first));
    assertThat(Case.found(log(), first.id()).base()).contains(first.instance().state());
    assertThat(Case.found(log(), first.id()).tail()).isEmpty();
    var second = first.with(State.TAGS, Json.of(List.of("a", "é\"\\")));
    log()
        .append(first.lane(store()), List.of(second.append(List.of(second.snapshot()), List.of())));
    var third = second.next().into(store());
    var found = Case.found(log(), first.id());
    assertThat(found.baseVersion()).isEqualTo(2);
    assertThat(found.base()).contains(second.instance().state());
    assertThat(found.tail()).containsExactly(third.revision().orElseThrow());
    Case.fold(store(), List.of(third));
    assertThat(Case.found(log(), first.id()).baseVersion()).isEqualTo(3);
    assertThat(Case.found(log(), first.id()).base()).contains(third.instance().state());
  }

  @Test
  void erased_bodies_leave_their_hashes() {
    var first = newCase().into(store());
    var second = first.next().into(store());
    var last = second.next().into(store());
    log().erase(first.id(), 3, List.of(second.snapshot()));
    log().erase(first.id(), 3, List.of(second.snapshot()));
    var revisions = log().revisions(first.id(), 1, 9, 9);
    assertThat(revisions.get(0).body()).isEmpty();
    assertThat(revisions.get(1).bodyHash())
        .isEqualTo(second.revision().orElseThrow().body().map(Receipt.Body::hash));
    assertThat(revisions.get(2)).isEqualTo(last.revision().orElseThrow());
    assertThat(revisions.get(1).receipt(Optional.of(revisions.get(0))).computeHash())
        .isEqualTo(second.instance().receiptHash());
    assertThat(log().snapshots(first.id(), 0, 9)).containsExactly(second.snapshot());
    assertThat(Case.found(log(), first.id()).baseVersion()).isEqualTo(2);
  }

  @Test
  void versions_are_found_by_what_is_asked() {
    var cases = new ArrayList<Case>();
    cases.add(newCase().into(store()));
    IntStream.range(0, 5).forEach(i -> cases.add(cases.getLast().next().into(store())));
    var id = cases.getFirst().id();
    assertThat(versions(id, VersionQuery.all())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(versions(id, VersionQuery.all().limit(2))).containsExactly(1L, 2L, 3L);
    assertThat(versions(id, VersionQuery.all().newestFirst().after(3))).containsExactly(2L, 1L);
    assertThat(versions(id, VersionQuery.all().after(4))).containsExactly(5L, 6L);
    assertThat(versions(id, VersionQuery.all().by("eve"))).isEmpty();
    assertThat(versions(id, VersionQuery.all().kind(dev.cairn.Kind.CREATE))).containsExactly(1L);
    var from = cases.get(2).instance().updatedAt();
    var until = cases.get(4).instance().updatedAt();
    assertThat(versions(id, VersionQuery.all().between(from, until))).containsExactly(3L, 4L);
    assertThat(log().find(id, VersionQuery.all()).get(1).entry())
        .isEqualTo(cases.get(1).revision().orElseThrow().entry());
  }

  private List<Long> versions(InstanceId id, VersionQuery query) {
    return log().find(id, query).stream().map(Revision::version).toList();
  }

  @Test
  void a_checkpoint_of_a_name_is_kept_once() {
    var first = newCase().into(store());
    var kept = log().addCheckpoint(first.checkpoint("here"));
    assertThat(log().addCheckpoint(first.next().checkpoint("here"))).isEqualTo(kept);
    assertThat(log().checkpoints(first.id())).containsExactly(kept);
  }

  @Test
  void ids_come_in_their_order_across_lanes() {
    var owner = owner();
    var ids =
        IntStream.range(0, 30)
            .mapToObj(i -> Case.of(owner, UUID.randomUUID()).next().into(store()).id())
            .toList();
    var read = new ArrayList<InstanceId>();
    for (var page = log().ids(Optional.empty(), 7);
        !page.isEmpty();
        page = log().ids(Optional.of(read.getLast()), 7)) {
      read.addAll(page);
    }
    assertThat(read).isSorted().doesNotHaveDuplicates().containsAll(ids);
  }

  @Test
  void an_unknown_owner_is_refused_by_the_database() {
    var orphan = Case.of(new UserId(UUID.randomUUID()), UUID.randomUUID()).next();
    assertThatThrownBy(() -> orphan.write(store())).isInstanceOf(IllegalStateException.class);
    assertThat(Case.head(log(), orphan.id())).isEqualTo(new HeadRead.Missing());
  }
}
