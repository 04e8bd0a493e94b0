package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.NewInstance;
import dev.cairn.Query.Sort;
import dev.cairn.Status;
import dev.cairn.context.ContextPage;
import dev.cairn.context.ContextPersistence;
import dev.cairn.context.ContextSearch;
import dev.cairn.context.ContextStatus;
import dev.cairn.context.Paging;
import dev.cairn.context.WorkflowContext;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding contexts. */
abstract class ContextSearchContract extends FacadeTopic {
  private static final ContextSearch ALL = ContextSearch.all();

  ContextPersistence contexts;

  @BeforeEach
  void begin() {
    contexts = ContextPersistence.over(cairn);
  }

  private static WorkflowContext of(Object epic) {
    return WorkflowContext.of(DEFINITION).epic(epic);
  }

  private WorkflowContext save(WorkflowContext context) {
    tick();
    return contexts.save(context);
  }

  @Test
  void an_empty_store_has_empty_answers() {
    assertThat(contexts.latest(1, 2)).isEmpty();
    assertThat(contexts.latest(1)).isEmpty();
    assertThat(contexts.latestByStatus(ContextStatus.RUNNING)).isEmpty();
    assertThat(contexts.versions(1, 2)).isEmpty();
    assertThat(contexts.load(NOBODY)).isEmpty();
    assertThat(contexts.exists(NOBODY)).isFalse();
    assertThat(contexts.count(ALL)).isZero();
    var page = contexts.search(ALL);
    assertThat(page.items()).isEmpty();
    assertThat(page.totalPages()).isZero();
    assertThat(page.hasNext()).isFalse();
    assertThat(page.hasPrevious()).isFalse();
    assertThat(contexts.scroll(ALL).next()).isEmpty();
  }

  @Test
  void the_latest_of_a_story_is_the_one_saved_last() {
    var first = save(of(1).story(2));
    var second = save(of(1).story(2));
    save(of(1).story(3));
    save(of(2).story(2));
    save(of("1").story(2));
    assertThat(contexts.latest(1, 2)).contains(second);
    var again = save(first.with("n", Json.of(1)));
    assertThat(contexts.latest(1, 2)).contains(again);
    assertThat(contexts.latest(1, "2")).isEmpty();
  }

  @Test
  void of_several_saved_at_one_time_it_is_always_the_same() {
    var ids = new ArrayList<dev.cairn.InstanceId>();
    for (int i = 0; i < 5; i++) {
      ids.add(contexts.save(of(1).story(2)).id());
    }
    var highest = ids.stream().max(java.util.Comparator.naturalOrder()).orElseThrow();
    assertThat(contexts.latest(1, 2).orElseThrow().id()).isEqualTo(highest);
    assertThat(contexts.latest(1, 2)).isEqualTo(contexts.latest(1, 2));
  }

  @Test
  void no_story_finds_epic_level_contexts_only() {
    var epicLevel = save(of(1));
    var elsewhere =
        cairn
            .workflows()
            .create(NewInstance.of(DEFINITION).attributes(JsonObject.of("epic", 1)))
            .id();
    save(of(1).story(2));
    save(of(1).story(""));
    save(of(1).story(0));
    save(of(2));
    assertThat(contexts.search(ALL.epic(1).epicLevel()).items())
        .extracting(WorkflowContext::id)
        .containsExactlyInAnyOrder(epicLevel.id(), elsewhere);
    assertThat(contexts.latest(1).orElseThrow().story()).isEmpty();
    assertThat(contexts.search(ContextSearch.parse(JsonObject.of("epic", 1, "story", null))))
        .extracting(ContextPage::total)
        .isEqualTo(2L);
    assertThat(contexts.byEpic(1, Paging.first()).total()).isEqualTo(5);
  }

  @Test
  void contexts_are_found_by_what_they_are_filed_under() {
    var one = save(of(1).feature("cart").workflow("PRD").phase("design").tags(List.of("a", "b")));
    var two = save(of(1).feature("pay").workflow("PRD").phase("build").tags(List.of("b")));
    assertThat(contexts.byFeature("cart", Paging.first()).items()).containsExactly(one);
    assertThat(contexts.byEpic(1, Paging.first()).items()).containsExactly(two, one);
    assertThat(found(ALL.workflow("PRD"))).containsExactly(two, one);
    assertThat(found(ALL.phase("build"))).containsExactly(two);
    assertThat(found(ALL.tags("a", "b"))).containsExactly(one);
    assertThat(found(ALL.anyTag("a", "b"))).containsExactly(two, one);
    assertThat(found(ALL.definition("CREATE-PRD").feature("pay"))).containsExactly(two);
    assertThat(found(ALL.definition("another"))).isEmpty();
    assertThat(found(ALL.sort(Sort.OLDEST_CREATED))).containsExactly(one, two);
    var at = two.saved().createdAt();
    assertThat(found(ALL.createdBetween(at, at.plusSeconds(1)))).containsExactly(two);
    assertThat(found(ALL.updatedBetween(at.minusSeconds(9), at))).containsExactly(one);
  }

  private List<WorkflowContext> found(ContextSearch search) {
    assertThat(contexts.count(search)).isEqualTo(contexts.search(search).total());
    return contexts.search(search).items();
  }

  @Test
  void contexts_are_found_by_what_they_hold() {
    var gold = save(of(1).with("tier", Json.of("gold")).step("draft", Json.of(1)));
    save(of(1).with("tier", Json.of("lead")));
    assertThat(found(ALL.where(Filter.equal("context.tier", "gold")))).containsExactly(gold);
    assertThat(found(ALL.where(Filter.equal("stepData.draft", 1)))).containsExactly(gold);
  }

  @Test
  void active_failed_and_the_latest_of_a_status() {
    for (var status : Status.values()) {
      save(of(1).status(status));
    }
    assertThat(contexts.active(Paging.first()).items())
        .extracting(WorkflowContext::status)
        .containsExactly(
            Status.WAITING_FOR_APPROVAL, Status.WAITING_FOR_INPUT, Status.PAUSED, Status.RUNNING);
    assertThat(contexts.failed(Paging.first()).items())
        .extracting(WorkflowContext::status)
        .containsExactly(Status.FAILED);
    assertThat(found(ALL.status(Status.PAUSED, Status.CREATED))).hasSize(2);
    assertThat(contexts.latestByStatus(ContextStatus.RUNNING).orElseThrow().status())
        .isEqualTo(Status.WAITING_FOR_APPROVAL);
    assertThat(contexts.latestByStatus(ContextStatus.COMPLETED).orElseThrow().status())
        .isEqualTo(Status.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "0,1", "1,1", "20,20", "100,100", "101,100"})
  void page_sizes_are_clamped(int asked, int got) {
    saveMany(101);
    var page = contexts.search(ALL.pageSize(asked));
    assertThat(page.items()).hasSize(got);
    assertThat(page.paging().size()).isEqualTo(got);
    assertThat(page.total()).isEqualTo(101);
    assertThat(page.totalPages()).isEqualTo((101 + got - 1) / got);
    assertThat(page.hasNext()).isTrue();
  }

  @Test
  void pages_cut_the_whole_without_gap_or_overlap() {
    var saved = saveMany(45);
    var seen = new ArrayList<WorkflowContext>();
    var page = contexts.search(ALL.sort(Sort.OLDEST_CREATED));
    seen.addAll(page.items());
    assertThat(page.items()).hasSize(20);
    assertThat(page.hasPrevious()).isFalse();
    while (page.hasNext()) {
      page = contexts.search(ALL.sort(Sort.OLDEST_CREATED).paging(page.paging().next()));
      seen.addAll(page.items());
    }
    assertThat(page.paging().page()).isEqualTo(3);
    assertThat(page.items()).hasSize(5);
    assertThat(page.hasPrevious()).isTrue();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(saved);
    assertThat(contexts.search(ALL.page(4)).items()).isEmpty();
    assertThatThrownBy(() -> ALL.page(0)).isInstanceOf(CairnException.Invalid.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_scroll_is_stable_while_others_are_saved(Sort sort) {
    var saved = saveMany(25);
    var search = ALL.epic(1).sort(sort).pageSize(10);
    var seen = new ArrayList<WorkflowContext>();
    var page = contexts.scroll(search);
    seen.addAll(page.items());
    for (int i = 0; page.next().isPresent() && i < 10; i++) {
      clock.advance(Duration.ofMillis(1));
      contexts.save(of(1).with("late", Json.of(true)));
      page = contexts.scroll(search, page.next().get());
      seen.addAll(page.items());
    }
    assertThat(seen).doesNotHaveDuplicates().containsAll(saved);
  }

  private List<WorkflowContext> saveMany(int count) {
    var batch = new ArrayList<WorkflowContext>();
    for (int i = 0; i < count; i++) {
      batch.add(of(1).with("i", Json.of(i)));
    }
    var saved = new ArrayList<WorkflowContext>();
    for (int from = 0; from < count; from += 50) {
      tick();
      var part = batch.subList(from, Math.min(count, from + 50));
      saved.addAll(contexts.saveAll(part).orThrow());
    }
    return saved;
  }

  @Test
  void criteria_are_read_from_a_document() {
    var one = save(of(1).story(2).feature("cart").workflow("PRD").phase("x").tags(List.of("a")));
    save(of(1).story(2).feature("cart").workflow("PRD").phase("x"));
    var criteria =
        JsonObject.of(
            "definition",
            DEFINITION,
            "epic",
            1,
            "story",
            2,
            "feature",
            "cart",
            "workflow",
            "PRD",
            "phase",
            "x",
            "status",
            "Created",
            "tags",
            List.of("a"),
            "sort",
            "-createdAt",
            "page",
            1,
            "pageSize",
            500);
    var search = ContextSearch.parse(criteria);
    assertThat(found(search)).containsExactly(one);
    assertThat(search.paging()).isEqualTo(new Paging(1, 100));
    assertThat(found(ContextSearch.parse(JsonObject.of("status", "created")))).hasSize(2);
    assertThat(found(ContextSearch.parse(JsonObject.of("status", "running")))).isEmpty();
    assertThat(found(ContextSearch.parse(JsonObject.empty()))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"epics\":1}",
        "{\"Epic\":1}",
        "{\"\":1}",
        "{\"epic\":[1]}",
        "{\"epic\":{}}",
        "{\"status\":\"Sleeping\"}",
        "{\"status\":1}",
        "{\"sort\":\"title\"}",
        "{\"page\":0}",
        "{\"page\":\"1\"}",
        "{\"pageSize\":1.5}",
        "{\"tags\":\"a\"}",
        "{\"tags\":[1]}"
      })
  void unknown_and_wrong_criteria_are_refused(String criteria) {
    assertThatThrownBy(() -> ContextSearch.parse(Json.parse(criteria).asObject()))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void an_unknown_criterion_is_named() {
    assertThatThrownBy(() -> ContextSearch.parse(JsonObject.of("epics", 1)))
        .hasMessageContaining("'epics'");
  }
}
