package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Feed;
import dev.cairn.FeedItem.Change;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed of two nodes on one database of several lanes. */
class PostgresFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WRITERS = 16;
  private static final int COMMITS = 25;

  private final String url = PostgresServer.freshDatabase();
  private final Cairn one = node();
  private final Cairn two = node();
  private List<Instance> instances = List.of();

  private Cairn node() {
    var settings = PostgresSettings.defaults().lanes(4).connections(8);
    return Kernel.over(SqlStores.postgresql(url, settings), Options.defaults());
  }

  @BeforeEach
  void create() {
    one.definitions().register(Definition.named("counter"));
    instances =
        IntStream.range(0, 12)
            .mapToObj(i -> one.workflows().create(NewInstance.of("counter")))
            .toList();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void both_nodes_tell_what_either_commits_in_order_without_gap_or_repeat() throws Exception {
    var start = one.feed().end();
    try (var first = one.feed().subscribe(Filter.everything());
        var second = two.feed().subscribe(Filter.everything())) {
      commitThroughBoth();
      complete(told(first, WRITERS * COMMITS));
      complete(told(second, WRITERS * COMMITS));
      assertThat(first.next(Duration.ofMillis(200))).isEmpty();
      assertThat(second.next(Duration.ofMillis(200))).isEmpty();
    }
    try (var late = two.feed().subscribe(Filter.everything(), start)) {
      complete(told(late, WRITERS * COMMITS));
    }
  }

  @Test
  void a_subscriber_that_changes_nodes_while_others_write_misses_and_repeats_nothing()
      throws Exception {
    var seen = one.feed().end();
    var told = new ArrayList<Change>();
    try (var threads = Executors.newSingleThreadExecutor()) {
      var writing =
          threads.submit(() -> {
            commitThroughBoth();
            return 0;
          });
      for (int turn = 0; told.size() < WRITERS * COMMITS; turn++) {
        var node = turn % 2 == 0 ? one : two;
        try (var subscription = node.feed().subscribe(Filter.everything(), seen)) {
          told.addAll(told(subscription, Math.min(17, WRITERS * COMMITS - told.size())));
          seen = subscription.position();
        }
      }
      writing.get();
    }
    complete(told);
  }

  private void commitThroughBoth() throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      var node = writer % 2 == 0 ? one : two;
      tasks.add(() -> {
        for (int i = 0; i < COMMITS; i++) {
          var id = instances.get((number + i) % instances.size()).id();
          node.workflows().commit(Commit.to(id).with(new IncrementStepCount())).orThrow();
        }
        return 0;
      });
    }
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (var future : threads.invokeAll(tasks)) {
        future.get();
      }
    }
  }

  private static List<Change> told(Feed.Subscription subscription, int count) {
    var told = new ArrayList<Change>();
    while (told.size() < count) {
      told.add((Change) subscription.next(PATIENCE).orElseThrow());
    }
    return told;
  }

  /** That every version of every instance was told, each after the one before. */
  private void complete(List<Change> told) {
    var versions = new HashMap<InstanceId, Long>();
    for (var change : told) {
      assertThat(change.version()).isEqualTo(versions.getOrDefault(change.instance(), 1L) + 1);
      versions.put(change.instance(), change.version());
    }
    for (var instance : instances) {
      assertThat(versions)
          .containsEntry(instance.id(), one.workflows().get(instance.id()).version());
    }
  }
}
