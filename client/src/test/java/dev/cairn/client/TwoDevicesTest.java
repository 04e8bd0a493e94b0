package dev.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Definition;
import dev.cairn.Feed.Subscription;
import dev.cairn.FeedItem.Change;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people on two devices, each at another server node, over one PostgreSQL. */
class TwoDevicesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedPostgres postgres;
  private final Served one;
  private final Served two;
  private final Cairn phone;
  private final Cairn laptop;

  TwoDevicesTest() throws Exception {
    postgres = EmbeddedPostgres.start();
    var url = postgres.getJdbcUrl("postgres", "postgres");
    one = Served.over(Cairn.open(url));
    two = Served.over(Cairn.open(url));
    phone = one.client(Options.defaults().actor("mia"));
    laptop = two.client(Options.defaults().actor("leo"));
  }

  @BeforeEach
  void define() {
    phone.definitions().register(Definition.named("order"));
  }

  @AfterEach
  void close() throws Exception {
    phone.close();
    laptop.close();
    one.close();
    two.close();
    postgres.close();
  }

  private Instance order() {
    return phone.workflows().create(NewInstance.of("order").context(JsonObject.of("n", 0)));
  }

  @Test
  void both_streams_show_both_edits_in_one_order() throws Exception {
    var made = order();
    try (var onPhone = phone.feed().subscribe(made.id());
        var onLaptop = laptop.feed().subscribe(made.id())) {
      List<Callable<Integer>> edits = List.of(() -> edit(phone, made), () -> edit(laptop, made));
      try (var threads = Executors.newFixedThreadPool(2)) {
        for (var edit : threads.invokeAll(edits)) {
          edit.get();
        }
      }
      var shown = changes(onPhone, 20);
      assertThat(shown).isEqualTo(changes(onLaptop, 20));
      assertThat(shown).extracting(Change::actor).contains("mia", "leo");
      for (int i = 0; i < 20; i++) {
        assertThat(shown.get(i).version()).isEqualTo(i + 2);
      }
      assertThat(laptop.workflows().get(made.id()).context()).isEqualTo(JsonObject.of("n", 20));
    }
  }

  private static int edit(Cairn device, Instance made) {
    for (int i = 0; i < 10; i++) {
      device.workflows().update(made.id(), TwoDevicesTest::increment).orThrow();
    }
    return 10;
  }

  private static Json increment(Json context) {
    return context.asObject().with("n", Json.of(context.asObject().require("n").asInt() + 1));
  }

  private static List<Change> changes(Subscription from, int count) {
    var changes = new ArrayList<Change>();
    while (changes.size() < count) {
      changes.add((Change) from.next(PATIENCE).orElseThrow());
    }
    return changes;
  }

  @Test
  void who_loses_a_race_gets_a_conflict_and_can_merge() {
    var made = order();
    merge(phone, Commit.to(made), "title", "Checkout");
    var mine = Commit.to(made).with(new Mutation.MergeContext(JsonObject.of("n", 7)));
    var lost = laptop.workflows().commit(mine);
    assertThat(lost).isInstanceOf(Conflict.class);
    var conflict = (Conflict) lost;
    assertThat(conflict.current()).isEqualTo(phone.workflows().get(made.id()));
    assertThat(conflict.conflicts()).containsExactly("/title");
    var merged = laptop.workflows().commit(mine.onConflict(OnConflict.MERGE));
    assertThat(((Committed) merged).instance().context())
        .isEqualTo(JsonObject.of("n", 7, "title", "Checkout"));
  }

  private static CommitResult merge(Cairn device, Commit commit, String member, String value) {
    var change = new Mutation.MergeContext(JsonObject.of(member, value));
    return device.workflows().commit(commit.with(change));
  }

  @Test
  void a_key_that_was_used_at_one_node_gives_the_same_receipt_at_the_other() {
    var made = order();
    var commit = Commit.to(made.id()).key("once").with(new Mutation.IncrementStepCount());
    var receipt = phone.workflows().commit(commit).orThrow();
    assertThat(laptop.workflows().commit(commit)).isEqualTo(new Repeated(receipt));
  }

  @Test
  void who_was_away_goes_on_at_the_other_node() {
    var made = order();
    var seen = phone.feed().end();
    for (int i = 0; i < 5; i++) {
      edit(laptop, made);
    }
    try (var later = laptop.feed().subscribe(made.id(), seen)) {
      var missed = changes(later, 50);
      assertThat(missed.getFirst().version()).isEqualTo(2);
      assertThat(missed.getLast().version()).isEqualTo(51);
      try (var again = phone.feed().subscribe(made.id(), missed.get(24).position())) {
        assertThat(changes(again, 25)).isEqualTo(missed.subList(25, 50));
      }
    }
  }
}
