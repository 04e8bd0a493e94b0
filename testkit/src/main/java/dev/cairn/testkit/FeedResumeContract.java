package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Feed.Position;
import dev.cairn.FeedItem;
import dev.cairn.FeedItem.Change;
import dev.cairn.Filter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going on where one was. */
abstract class FeedResumeContract extends FeedTopic {

  @Test
  void a_subscriber_goes_on_after_whatever_it_saw_last() {
    var made = List.of(create("n", 0), create("n", 0), create("n", 0));
    var start = feed().end();
    for (int i = 0; i < 12; i++) {
      commit(made.get(i % 3), merge("n", i));
    }
    var told = places(start, 12);
    for (int seen = 0; seen < 12; seen++) {
      var rest = places(told.get(seen).position(), 11 - seen);
      assertThat(rest)
          .extracting(FeedTopic::place)
          .containsExactlyInAnyOrderElementsOf(
              told.subList(seen + 1, 12).stream().map(FeedTopic::place).toList());
    }
  }

  private List<Change> places(Position after, int count) {
    try (var subscription = feed().subscribe(Filter.everything(), after)) {
      var told = changes(subscription, count);
      hasNoMore(subscription);
      return told;
    }
  }

  @Test
  void one_instance_is_followed_on_after_whatever_was_seen_last() {
    var made = create("n", 0);
    var start = feed().end();
    for (int i = 0; i < 20; i++) {
      commit(made, merge("n", i));
      create("n", i);
    }
    try (var one = feed().subscribe(made.id(), start)) {
      for (int version = 2; version <= 21; version++) {
        var change = change(one);
        assertThat(change.version()).isEqualTo(version);
        try (var rest = feed().subscribe(made.id(), change.position())) {
          if (version < 21) {
            assertThat(change(rest).version()).isEqualTo(version + 1);
          } else {
            hasNoMore(rest);
          }
        }
      }
    }
  }

  @Test
  void positions_outlive_a_restart() {
    var made = create("n", 0);
    Position seen;
    try (var all = feed().subscribe(Filter.everything())) {
      commit(made, merge("n", 1));
      seen = change(all).position();
      commit(made, merge("n", 2));
    }
    reopen();
    commit(made, merge("n", 3));
    try (var all = feed().subscribe(Filter.everything(), seen)) {
      assertThat(changes(all, 2)).extracting(Change::version).containsExactly(3L, 4L);
      commit(made, merge("n", 4));
      assertThat(change(all).version()).isEqualTo(5);
    }
  }

  @Test
  void a_position_moves_on_over_what_does_not_match() {
    var made = create("n", 0);
    try (var nothing = feed().subscribe(new Filter.Or(List.of()));
        var all = feed().subscribe(Filter.everything())) {
      commit(made, merge("n", 1));
      var seen = change(all).position();
      for (int look = 0; look < 600 && !nothing.position().equals(seen); look++) {
        hasNoMore(nothing);
      }
      assertThat(nothing.position()).isEqualTo(seen);
    }
  }

  @Test
  void who_is_slow_to_read_large_states_misses_nothing() {
    var made = create("n", 0);
    var text = "x".repeat(700_000);
    try (var slow = feed().subscribe(Filter.everything());
        var slowAlone = feed().subscribe(made.id())) {
      for (int i = 1; i <= 25; i++) {
        commit(made, merge("n", i, "text", text));
      }
      for (var subscription : List.of(slow, slowAlone)) {
        var told = changes(subscription, 25);
        assertThat(told.getFirst().version()).isEqualTo(2);
        assertThat(told.getLast().version()).isEqualTo(26);
      }
      commit(made, merge("n", 0));
      assertThat(change(slow).version()).isEqualTo(27);
      assertThat(change(slowAlone).version()).isEqualTo(27);
    }
  }

  @Test
  void what_was_pruned_is_a_gap_after_which_the_feed_goes_on() {
    var made = create("n", 0);
    var start = feed().end();
    for (int i = 1; i <= 10; i++) {
      commit(made, merge("n", i));
    }
    cairn.archive().prune(made.id(), 8);
    try (var all = feed().subscribe(Filter.everything(), start);
        var other = feed().subscribe(id(1), start)) {
      assertThat(next(all)).isInstanceOf(FeedItem.Gap.class);
      assertThat(changes(all, 3)).extracting(Change::version).containsExactly(9L, 10L, 11L);
      hasNoMore(other);
    }
  }

  @Test
  void positions_that_were_never_given_out_are_refused() {
    var old = create("n", 0);
    commit(old, merge("n", 1));
    var foreign = feed().end();
    openWith(options());
    refuses(foreign);
    var made = create("n", 0);
    commit(made, merge("n", 1));
    refuses(foreign);
    var own = feed().end().text();
    for (int i = 0; i < own.length(); i++) {
      var other = own.charAt(i) == 'x' ? 'y' : 'x';
      refuses(new Position(own.substring(0, i) + other + own.substring(i + 1)));
    }
    refuses(new Position(own + "x"));
    refuses(new Position(own.substring(1)));
    assertThatThrownBy(() -> new Position("not a position"))
        .isInstanceOf(CairnException.Invalid.class);
  }

  private void refuses(Position position) {
    assertThatThrownBy(() -> feed().subscribe(Filter.everything(), position))
        .as(position.text())
        .isInstanceOfSatisfying(
            CairnException.Invalid.class,
            it -> assertThat(it.code()).isEqualTo("invalid_position"));
  }
}
