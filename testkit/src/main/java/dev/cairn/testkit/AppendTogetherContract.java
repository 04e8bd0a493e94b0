package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.store.HeadRead;
import dev.cairn.store.Log.Outcome;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several instances, of whatever lanes, in one write: all or none. */
abstract class AppendTogetherContract extends StoreTopic {

  @Test
  void all_are_written_across_lanes() {
    var rows = LongStream.range(1, 40).mapToObj(Rows::of).map(Rows::then).toList();
    var outcomes = log().appendTogether(rows.stream().map(Rows::append).toList());
    assertThat(outcomes).hasSize(39).containsOnly(Outcome.APPENDED);
    rows.forEach(this::holds);
  }

  @Test
  void none_is_written_when_one_guard_fails() {
    var stale = kept(Rows.of(3).then().then());
    var old = kept(Rows.of(4).then());
    var group =
        List.of(
            Rows.of(1).then().append(),
            Rows.of(2).then().append(),
            Rows.of(3).then().then().append(),
            old.then().append());
    var outcomes = log().appendTogether(group);
    assertThat(outcomes).hasSize(4);
    assertThat(outcomes.get(2)).isEqualTo(Outcome.REFUSED);
    assertThat(head(Rows.of(1).id())).isEqualTo(new HeadRead.Missing());
    assertThat(head(Rows.of(2).id())).isEqualTo(new HeadRead.Missing());
    holds(stale);
    holds(old);
    assertThat(log().ids(java.util.Optional.empty(), 10)).containsExactly(stale.id(), old.id());
  }

  @Test
  void every_member_whose_guard_fails_is_refused() {
    var one = kept(Rows.of(1).then());
    var group =
        List.of(one.append(), Rows.of(2).then().append(), Rows.of(3).then().then().append());
    var outcomes = log().appendTogether(group);
    assertThat(outcomes.get(0)).isEqualTo(Outcome.REFUSED);
    assertThat(outcomes.get(2)).isEqualTo(Outcome.REFUSED);
    assertThat(head(Rows.of(2).id())).isEqualTo(new HeadRead.Missing());
  }

  @Test
  void a_used_key_refuses_the_whole() {
    var one = kept(AppendContract.keyed(Rows.of(1).then(), "k"));
    var group = List.of(Rows.of(2).then().append(), AppendContract.keyed(one, "k").append());
    assertThat(log().appendTogether(group).get(1)).isEqualTo(Outcome.REFUSED);
    assertThat(head(Rows.of(2).id())).isEqualTo(new HeadRead.Missing());
    holds(one);
  }

  @Test
  void what_is_written_together_is_pending_in_its_lanes() {
    var rows = LongStream.range(1, 20).mapToObj(Rows::of).map(Rows::then).toList();
    log().appendTogether(rows.stream().map(Rows::append).toList());
    var pending =
        documents().progress().stream()
            .flatMap(lane -> documents().pending(lane.lane(), 0, 100).stream())
            .toList();
    assertThat(pending).extracting(it -> it.id()).hasSize(19).doesNotHaveDuplicates();
  }
}
