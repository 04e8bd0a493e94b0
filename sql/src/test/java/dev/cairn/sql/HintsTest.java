package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.FeedItem;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Hints;
import dev.cairn.store.Store;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL that look for the commits of others once in an hour: what one notices
 * of the other sooner, it was told.
 */
class HintsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String LANE = "lane/0";

  private final String url = PostgresServer.freshDatabase();
  private final Store here = SqlStores.postgresql(url, PostgresSettings.defaults().connections(6));
  private final Store there = SqlStores.postgresql(url, PostgresSettings.defaults().connections(6));
  private final Cairn one = Kernel.over(here, Options.defaults().look(HOUR));
  private final Cairn two = Kernel.over(there, Options.defaults().look(HOUR));

  @BeforeEach
  void define() {
    // Who wants nothing need not hear what others want, as long as it has nothing to tell.
    there.hints().want("to hear the others");
    define("quick", "[{'id':'a','kind':'task'},{'id':'b','kind':'task'}]");
    define("queued", "[{'id':'a','kind':'task','queue':'q'}]");
  }

  private void define(String id, String steps) {
    var parsed = Json.parse(steps.replace('\'', '"'));
    two.definitions().register(Definition.parse(JsonObject.of("id", id, "steps", parsed)));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private Engine engine(EngineSettings settings) {
    return Engine.over(one, settings.poll(HOUR).lease(HOUR)).start();
  }

  private static EngineSettings quick() {
    return EngineSettings.named("one")
        .handler("a", job -> Outcome.none())
        .handler("b", job -> Outcome.none());
  }

  private Instance started(String definition) {
    return two.workflows().create(NewInstance.of(definition).started());
  }

  /** Until a process has heard what the other wants; before, it believes that it wants all. */
  private static void awaitWish(Hints hints, String topic) {
    await(() -> hints.isWanted(topic) && !hints.isWanted("nothing"));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void awaitEnd(Instance instance) {
    await(() -> two.workflows().get(instance.id()).status() == Status.COMPLETED);
  }

  @Test
  void what_one_node_starts_the_driver_runs_before_it_looks() {
    try (var engine = engine(quick())) {
      awaitWish(there.hints(), LANE);
      awaitEnd(started("quick"));
      var many = java.util.stream.Stream.generate(() -> started("quick")).limit(300).toList();
      many.forEach(this::awaitEnd);
      assertThat(engine).isNotNull();
    }
  }

  @Test
  void a_handler_is_called_off_by_what_another_node_commits() throws Exception {
    var begun = new CountDownLatch(1);
    var calledOff = new CountDownLatch(1);
    var settings =
        quick()
            .handler(
                "a",
                job -> {
                  begun.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    calledOff.countDown();
                  }
                  return Outcome.none();
                });
    try (var engine = engine(settings)) {
      awaitWish(there.hints(), LANE);
      var made = started("quick");
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      two.workflows().cancel(made.id(), Optional.empty()).orThrow();
      assertThat(calledOff.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(engine).isNotNull();
    }
  }

  @Test
  void a_waiting_worker_gets_the_task_that_another_node_offers() throws Exception {
    try (var threads = Executors.newSingleThreadExecutor()) {
      var claim =
          threads.submit(
              () -> one.work().claim("q", 1, Duration.ofMinutes(1), Duration.ofMinutes(1)));
      awaitWish(there.hints(), "queue/q");
      var made = started("queued");
      var grants = claim.get(30, TimeUnit.SECONDS);
      assertThat(grants).extracting(it -> it.instanceId()).containsExactly(made.id());
    }
  }

  @Test
  void the_feed_tells_what_another_node_commits() {
    try (var feed = one.feed().subscribe(Filter.everything())) {
      awaitWish(there.hints(), "feed");
      var made = started("queued");
      var change = (FeedItem.Change) feed.next(PATIENCE).orElseThrow();
      assertThat(change.instance()).isEqualTo(made.id());
    }
  }

  @Test
  void a_node_that_is_alone_tells_nobody() {
    try (var feed = one.feed().subscribe(Filter.everything())) {
      awaitWish(there.hints(), "feed");
      assertThat(there.hints().isWanted(LANE)).as("nobody drives").isFalse();
      assertThat(feed.next(Duration.ZERO)).isEmpty();
    }
    one.close();
    await(() -> !there.hints().isWanted("feed"));
  }

  @Test
  void word_is_heard_again_after_the_connection_broke() throws Exception {
    try (var engine = engine(quick())) {
      awaitWish(there.hints(), LANE);
      var heard = new LinkedBlockingQueue<Hints.Hint>();
      var stop = here.hints().listen(heard::add);
      var kill =
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE query LIKE 'LISTEN%' AND datname = current_database()";
      try (var connection = java.sql.DriverManager.getConnection(url);
          var statement = connection.createStatement()) {
        assertThat(statement.execute(kill)).isTrue();
      }
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(Hints.Hint.Missed.class);
      stop.run();
      awaitEnd(started("quick"));
      assertThat(engine).isNotNull();
    }
  }

  @Test
  void without_listen_everything_goes_on_by_looking() {
    var hints =
        new PostgresHints(
            new PostgresDatabase(pool()),
            () -> {
              throw new SQLFeatureNotSupportedException("LISTEN");
            });
    try (hints) {
      assertThat(hints.isWanted("feed")).as("nobody was asked yet").isTrue();
      hints.want("feed");
      await(() -> !hints.isWanted("feed"));
      hints.tell("feed", "");
    }
  }

  private org.postgresql.ds.PGSimpleDataSource pool() {
    var source = new org.postgresql.ds.PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  @Test
  void a_notice_that_is_too_long_says_less_exactly_what_it_means() {
    var ids = java.util.stream.IntStream.range(0, 600).mapToObj(i -> "instance-" + i * 1_000_003L);
    var one = Notice.of("me", Notice.About.TOLD, java.util.Map.of("lane/7", ids.toList()));
    assertThat(one.topics()).isEqualTo(java.util.Map.of("lane/7", List.of()));
    assertThat(Notice.parse(one.text())).contains(one);
    var topics =
        java.util.stream.IntStream.range(0, 2_000)
            .boxed()
            .collect(java.util.stream.Collectors.toMap(i -> "queue/" + i, i -> List.<String>of()));
    var all = Notice.of("me", Notice.About.WANTS, topics);
    assertThat(all.topics().keySet()).containsExactly(Notice.ANY);
    assertThat(Notice.parse("what others say on this channel")).isEmpty();
    assertThat(Notice.parse("{\"from\":1}")).isEmpty();
  }
}
