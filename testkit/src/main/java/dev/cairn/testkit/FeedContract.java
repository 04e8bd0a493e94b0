package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.cairn.BatchItem;
import dev.cairn.Commit;
import dev.cairn.Feed.Subscription;
import dev.cairn.FeedItem.Change;
import dev.cairn.FeedItem.Match;
import dev.cairn.Filter;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Following what is committed. */
abstract class FeedContract extends FeedTopic {

  @Test
  void a_commit_is_told_with_who_made_it_and_what_it_changed() {
    var made = create("title", "Checkout");
    try (var all = feed().subscribe(Filter.everything())) {
      clock.advance(Duration.ofMinutes(1));
      cairn.as("leo").workflows().start(made.id()).orThrow();
      var change = change(all);
      var after = get(made.id());
      assertThat(change.instance()).isEqualTo(made.id());
      assertThat(change.version()).isEqualTo(2);
      assertThat(change.kind()).isEqualTo(Kind.COMMIT);
      assertThat(change.actor()).isEqualTo("leo");
      assertThat(change.committedAt()).isEqualTo(clock.instant());
      assertThat(change.statusBefore()).contains(Status.CREATED);
      assertThat(change.statusAfter()).isEqualTo(Status.RUNNING);
      assertThat(change.match()).isEqualTo(Match.STAYED);
      assertThat(change.checksum()).isEqualTo(after.checksum());
      assertThat(change.patch().apply(made.state().json())).isEqualTo(after.state().json());
      hasNoMore(all);
    }
  }

  @Test
  void a_first_commit_is_told_with_the_whole_state() {
    try (var all = feed().subscribe(Filter.everything())) {
      var made = create("title", "Checkout");
      var change = change(all);
      assertThat(change.kind()).isEqualTo(Kind.CREATE);
      assertThat(change.statusBefore()).isEmpty();
      assertThat(change.match()).isEqualTo(Match.ENTERED);
      assertThat(change.patch().apply(JsonObject.empty())).isEqualTo(made.state().json());
    }
  }

  @Test
  void every_kind_of_commit_is_told() {
    try (var all = feed().subscribe(Filter.everything())) {
      var made = in(Status.RUNNING);
      history().restore(made.id(), new Target.ToVersion(1), Optional.empty());
      var fork = history().fork(made.id(), 2, Optional.empty());
      var twin = new BatchItem.Create(wanted("title", "Twin").id(id(7)));
      workflows().batch(List.of(twin, change(fork, new Mutation.IncrementStepCount()))).orThrow();
      workflows().delete(made.id());
      assertThat(changes(all, 7))
          .extracting(FeedTopic::place, Change::kind)
          .containsExactlyInAnyOrder(
              tuple(made.id() + "@1", Kind.CREATE),
              tuple(made.id() + "@2", Kind.COMMIT),
              tuple(made.id() + "@3", Kind.RESTORE),
              tuple(fork.id() + "@1", Kind.FORK),
              tuple(id(7) + "@1", Kind.CREATE),
              tuple(fork.id() + "@2", Kind.COMMIT),
              tuple(made.id() + "@4", Kind.DELETE));
      hasNoMore(all);
    }
  }

  @Test
  void one_instance_is_followed_alone() {
    var made = create("n", 0);
    var other = create("n", 0);
    try (var one = feed().subscribe(made.id())) {
      commit(other, merge("n", 1));
      commit(made, merge("n", 1));
      commit(other, merge("n", 2));
      commit(made, merge("n", 2));
      assertThat(changes(one, 2))
          .extracting(FeedTopic::place)
          .containsExactly(made.id() + "@2", made.id() + "@3");
      hasNoMore(one);
    }
  }

  @Test
  void who_matches_before_or_after_is_told() {
    var made = create("title", "Checkout");
    try (var running = feed().subscribe(Filter.status(Status.RUNNING))) {
      commit(made, merge("n", 1));
      workflows().start(made.id()).orThrow();
      commit(made, merge("n", 2));
      workflows().pause(made.id(), Optional.empty()).orThrow();
      commit(made, merge("n", 3));
      var told = changes(running, 3);
      assertThat(told).extracting(Change::version).containsExactly(3L, 4L, 5L);
      assertThat(told)
          .extracting(Change::match)
          .containsExactly(Match.ENTERED, Match.STAYED, Match.LEFT);
      assertThat(told.getLast().statusAfter()).isEqualTo(Status.PAUSED);
      assertThat(told.getLast().patch().isEmpty()).as("what nobody asked to see").isTrue();
      hasNoMore(running);
    }
  }

  @Test
  void who_is_deleted_leaves() {
    var made = create("title", "Checkout");
    try (var mine = feed().subscribe(new Filter.OwnerIs("mia"));
        var others = feed().subscribe(new Filter.OwnerIs("leo"))) {
      workflows().delete(made.id());
      assertThat(change(mine).match()).isEqualTo(Match.LEFT);
      hasNoMore(others);
    }
  }

  @Test
  void many_writers_are_told_in_one_order_without_gap_or_repeat() throws Exception {
    var before = feed().end();
    var all = new ArrayList<Instance>();
    for (int i = 0; i < 6; i++) {
      all.add(create("n", 0));
    }
    int commits = 16 * 12;
    try (var live = feed().subscribe(Filter.everything())) {
      var tasks = new ArrayList<Callable<Integer>>();
      for (int thread = 0; thread < 16; thread++) {
        int first = thread;
        tasks.add(() -> {
          for (int i = 0; i < 12; i++) {
            commit(all.get((first + i) % all.size()).id(), new Mutation.IncrementStepCount());
          }
          return 0;
        });
      }
      atOnce(tasks);
      var told = changes(live, commits);
      hasNoMore(live);
      inOrder(told, 2);
      try (var late = feed().subscribe(Filter.everything(), before)) {
        var again = changes(late, all.size() + commits);
        inOrder(again, 1);
        hasNoMore(late);
      }
    }
  }

  /** That of each instance every version is there, once, in order, and leads to the next. */
  private void inOrder(List<Change> told, long first) {
    var states = new HashMap<InstanceId, Json>();
    var versions = new HashMap<InstanceId, Long>();
    for (var change : told) {
      var id = change.instance();
      long expected = versions.getOrDefault(id, first - 1) + 1;
      assertThat(change.version()).as("of %s", id).isEqualTo(expected);
      versions.put(id, expected);
      var before = states.computeIfAbsent(id, it -> state(it, first - 1));
      states.put(id, change.patch().apply(before));
    }
    versions.forEach((id, version) -> {
      assertThat(version).isEqualTo(get(id).version());
      assertThat(states.get(id)).isEqualTo(get(id).state().json());
    });
  }

  private Json state(InstanceId id, long version) {
    return version == 0 ? JsonObject.empty() : history().at(id, version).state().json();
  }

  @Test
  void closing_ends_a_wait() throws Exception {
    var subscription = feed().subscribe(Filter.everything());
    Callable<Boolean> waits = () -> subscription.next(PATIENCE).isEmpty();
    Callable<Boolean> closes =
        () -> {
          subscription.close();
          return true;
        };
    assertThat(atOnce(List.of(waits, closes))).containsOnly(true);
    assertThat(subscription.isOpen()).isFalse();
    assertThat(subscription.next(PATIENCE)).isEmpty();
  }

  @Test
  void a_stream_ends_when_its_subscription_is_closed() {
    var made = create("n", 0);
    var subscription = feed().subscribe(made.id());
    commit(made, merge("n", 1));
    commit(made, merge("n", 2));
    var told =
        subscription.stream()
            .peek(item -> {
              if (((Change) item).version() == 3) {
                subscription.close();
              }
            })
            .toList();
    assertThat(told).hasSize(2);
  }

  @Test
  void whoever_never_reads_keeps_nobody_waiting() {
    var made = create("n", 0);
    var idle = new ArrayList<Subscription>();
    for (int i = 0; i < 20; i++) {
      idle.add(feed().subscribe(Filter.everything()));
    }
    try (var reader = feed().subscribe(Filter.everything())) {
      for (int i = 1; i <= 200; i++) {
        workflows().commit(Commit.to(made.id()).with(merge("n", i))).orThrow();
        assertThat(change(reader).version()).isEqualTo(i + 1);
      }
      assertThat(change(idle.getFirst()).version()).isEqualTo(2);
    } finally {
      idle.forEach(Subscription::close);
    }
  }
}
