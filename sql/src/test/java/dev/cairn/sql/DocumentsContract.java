package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import dev.cairn.Query.Sort;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Statistics;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Documents;
import dev.cairn.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both databases must do alike with documents. Each test has a store of its own. */
abstract class DocumentsContract {
  private static final long SEED = Long.getLong("seed", 20260131L);
  private static final int DOCUMENTS = 300;
  private static final int FILTERS = 600;

  private Store store;
  private UserId owner;

  abstract Store open();

  @BeforeEach
  void begin() {
    store = open();
    owner = store.catalog().addUser("ada", new UserId(UUID.randomUUID()));
  }

  @AfterEach
  void end() {
    store.close();
  }

  private Documents documents() {
    return store.documents();
  }

  private List<Case> random(Random random, int count) {
    var dice = new Dice(random);
    var cases = IntStream.range(0, count).mapToObj(i -> dice.document(owner, i)).toList();
    Case.fold(store, cases);
    return cases;
  }

  @Test
  void filters_mean_the_same_in_the_database_and_in_words() {
    var random = new Random(SEED);
    var cases = random(random, DOCUMENTS);
    var dice = new Dice(random);
    for (int i = 0; i < FILTERS; i++) {
      if (i == FILTERS / 2) {
        List.of("context.a", "stepData.b", "attributes.c-d")
            .forEach(path -> documents().index(StatePath.parse(path)));
      }
      var filter = dice.filter(2, cases);
      var expected =
          cases.stream()
              .map(Case::instance)
              .filter(it -> new Reference("ada").matches(filter, it))
              .map(Instance::id)
              .toList();
      assertThat(ids(filter)).as("-Dseed=%d %s", SEED, filter).hasSameElementsAs(expected);
      assertThat(documents().count(filter)).isEqualTo(expected.size());
    }
  }

  private List<InstanceId> ids(Filter filter) {
    return all(Query.of(filter).limit(100)).stream().map(Instance::id).toList();
  }

  private List<Instance> all(Query query) {
    var all = new ArrayList<Instance>();
    var page = documents().query(query);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = documents().query(query.after(page.next().get()));
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  void a_document_is_the_instance_again() {
    for (var it : random(new Random(SEED), 100)) {
      assertThat(documents().document(it.id())).contains(it.instance());
      assertThat(documents().document(it.id()).orElseThrow().state().checksum())
          .isEqualTo(it.instance().checksum());
    }
  }

  @Test
  void every_order_is_total_and_pages_follow_one_another() {
    var cases = random(new Random(SEED), 50);
    for (var sort : Sort.values()) {
      Comparator<Instance> byTime =
          Comparator.comparing(
              it -> sort.isByCreation() ? it.origin().createdAt() : it.updatedAt());
      var order = byTime.thenComparing(Instance::id);
      var expected =
          cases.stream()
              .map(Case::instance)
              .sorted(sort.isDescending() ? order.reversed() : order)
              .toList();
      var query = Query.of(Filter.everything()).sort(sort).limit(7);
      assertThat(all(query)).isEqualTo(expected);
      assertThat(documents().query(query.page(3)).items()).isEqualTo(expected.subList(14, 21));
    }
  }

  @Test
  void a_forged_cursor_is_refused() {
    random(new Random(SEED), 3);
    var query = Query.of(Filter.everything()).limit(1);
    var cursor = documents().query(query).next().orElseThrow();
    for (var forged : List.of("", "x", "LWNyZWF0ZWRBdCAx", "%%%", cursor + "x")) {
      assertThatThrownBy(() -> documents().query(query.after(forged)))
          .isInstanceOfSatisfying(
              CairnException.Invalid.class,
              it -> assertThat(it.code()).isEqualTo("invalid_cursor"));
    }
    assertThatThrownBy(() -> documents().query(query.sort(Sort.OLDEST_UPDATED).after(cursor)))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void folding_never_goes_back() {
    var first = Case.of(owner, UUID.randomUUID()).next().into(store);
    var second = first.with(State.CONTEXT, JsonObject.of("n", 2)).into(store);
    var lane = first.lane(store);
    var pending = documents().pending(lane, 0, 10);
    assertThat(pending).extracting(Documents.Pending::version).containsExactly(1L, 2L);
    long last = pending.getLast().position();
    assertThat(progress(lane)).isEqualTo(new Documents.Progress(lane, last, 0));
    documents().fold(lane, last, List.of(second.instance()));
    documents().fold(lane, last, List.of(first.instance()));
    documents().fold(lane, pending.getFirst().position(), List.of(first.instance()));
    assertThat(documents().document(first.id())).contains(second.instance());
    assertThat(progress(lane)).isEqualTo(new Documents.Progress(lane, last, last));
    assertThat(documents().pending(lane, last, 10)).isEmpty();
  }

  private Documents.Progress progress(int lane) {
    return documents().progress().get(lane);
  }

  @Test
  void a_deleted_instance_is_found_no_more() {
    var first = Case.of(owner, UUID.randomUUID()).next().into(store);
    Case.fold(store, List.of(first));
    var gone = first.with(State.DELETED_AT, Json.of(Times.format(Case.START))).into(store);
    Case.fold(store, List.of(gone));
    // A slow node folds what it read before.
    documents().fold(gone.lane(store), 1, List.of(first.instance()));
    assertThat(documents().document(first.id())).isEmpty();
    assertThat(documents().count(Filter.everything())).isZero();
    assertThat(Case.found(store.log(), first.id()).tail()).hasSize(2);
  }

  @Test
  void statistics_of_nothing_are_zeros() {
    assertThat(documents().statistics(Filter.everything()))
        .isEqualTo(new Statistics(0, Map.of(), Map.of(), Map.of(), Optional.empty(), 0));
  }

  @Test
  void statistics_count_and_interpolate() {
    var cases = new ArrayList<Case>();
    for (int seconds = 0; seconds < 4; seconds++) {
      var state =
          State.initial()
              .with(State.STATUS, Json.of(Status.COMPLETED.toString()))
              .with(State.METADATA, JsonObject.of("stepCount", seconds))
              .with(State.TAGS, Json.of(List.copyOf(new TreeSet<>(List.of("t", "t" + seconds)))))
              .with(State.STARTED_AT, Json.of(Times.format(Case.START)))
              .with(State.ENDED_AT, Json.of(Times.format(Case.START.plusSeconds(10L * seconds))));
      cases.add(Case.of(owner, UUID.randomUUID(), "Order", state).next());
    }
    cases.add(Case.of(owner, UUID.randomUUID(), "Claim", State.initial()).next());
    Case.fold(store, cases);
    var statistics = documents().statistics(Filter.everything());
    assertThat(statistics.total()).isEqualTo(5);
    assertThat(statistics.byStatus()).isEqualTo(Map.of(Status.COMPLETED, 4L, Status.CREATED, 1L));
    assertThat(statistics.byDefinition()).isEqualTo(Map.of("Order", 4L, "Claim", 1L));
    assertThat(statistics.byTag()).containsEntry("t", 4L).containsEntry("t3", 1L).hasSize(5);
    assertThat(statistics.steps()).isEqualTo(6);
    var durations = statistics.durations().orElseThrow();
    assertThat(durations.count()).isEqualTo(4);
    assertThat(durations.average()).isCloseTo(15, within(1e-9));
    assertThat(durations.p50()).isCloseTo(15, within(1e-9));
    assertThat(durations.p95()).isCloseTo(28.5, within(1e-9));
    assertThat(documents().statistics(Filter.status(Status.FAILED)).total()).isZero();
  }
}
