package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Origin;
import dev.cairn.Query;
import dev.cairn.Query.Sort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and their order. */
abstract class PageContract extends StoreTopic {
  private static final Query ALL = Query.of(Filter.everything());

  @ParameterizedTest
  @EnumSource
  void every_sort_is_total_and_ties_go_by_id(Sort sort) {
    var heads = fold(30);
    var expected = heads.stream().sorted(MemoryDocuments.order(sort)).toList();
    assertThat(all(ALL.sort(sort).limit(7))).isEqualTo(expected);
    assertThat(all(ALL.sort(sort).limit(100))).isEqualTo(expected);
    assertThat(all(ALL.sort(sort).limit(1))).isEqualTo(expected);
  }

  @Test
  void ids_are_ordered_as_numbers_without_sign() {
    var at = Rows.BEGIN;
    folded(
        List.of(
            born(new UUID(Long.MIN_VALUE, 0), at),
            born(new UUID(1, -1), at),
            born(new UUID(1, 1), at),
            born(new UUID(Long.MAX_VALUE, 5), at)));
    assertThat(all(ALL.sort(Sort.OLDEST_CREATED))).extracting(Instance::id).isSorted().hasSize(4);
  }

  @Test
  void a_page_that_ends_with_the_last_has_no_cursor() {
    fold(6);
    assertThat(documents().query(ALL.limit(6)).next()).isEmpty();
    assertThat(documents().query(ALL.limit(5)).next()).isPresent();
    assertThat(documents().query(ALL.limit(100)).items()).hasSize(6);
  }

  @Test
  void nothing_is_a_page_too() {
    var page = documents().query(ALL);
    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void pages_stay_stable_while_instances_come(Sort sort) {
    var heads = fold(20);
    var expected = heads.stream().sorted(MemoryDocuments.order(sort)).toList();
    var seen = new ArrayList<Instance>();
    var query = ALL.sort(sort).limit(3);
    var page = documents().query(query);
    long id = 1_000;
    while (page.next().isPresent()) {
      seen.addAll(page.items());
      folded(List.of(born(new UUID(id, id), Rows.BEGIN.minusSeconds(id))));
      folded(List.of(born(new UUID(-id, id), Rows.BEGIN.plusSeconds(id))));
      id++;
      page = documents().query(query.after(page.next().get()));
      if (seen.size() > 200) {
        break;
      }
    }
    assertThat(seen.stream().filter(heads::contains).toList())
        .startsWith(expected.subList(0, 18).toArray(Instance[]::new))
        .doesNotHaveDuplicates();
  }

  @Test
  void numbered_pages_cut_the_same_order() {
    var heads = fold(10);
    var expected = heads.stream().sorted(MemoryDocuments.order(Sort.NEWEST_CREATED)).toList();
    assertThat(documents().query(ALL.limit(4).page(1)).items()).isEqualTo(expected.subList(0, 4));
    assertThat(documents().query(ALL.limit(4).page(3)).items()).isEqualTo(expected.subList(8, 10));
    assertThat(documents().query(ALL.limit(4).page(4)).items()).isEmpty();
    assertThat(documents().query(ALL.limit(100).page(Integer.MAX_VALUE)).items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "~~",
        "1",
        "'",
        "MTIz",
        "-createdAt~2030~1",
        "\uFF5E",
        "a~b~c",
        "==",
        "_"
      })
  void a_forged_cursor_is_refused(String cursor) {
    fold(3);
    assertThatThrownBy(() -> documents().query(ALL.after(cursor)))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void a_cursor_that_was_changed_is_refused_or_answers_a_page() {
    fold(6);
    var cursor = documents().query(ALL.limit(3)).next().orElseThrow();
    for (int i = 0; i < cursor.length(); i++) {
      var forged = cursor.substring(0, i) + "!" + cursor.substring(i + 1);
      assertThatThrownBy(() -> documents().query(ALL.after(forged)))
          .as(forged)
          .isInstanceOf(CairnException.Invalid.class);
    }
  }

  @Test
  void a_cursor_of_another_sort_is_refused() {
    fold(6);
    var cursor = documents().query(ALL.limit(3)).next().orElseThrow();
    assertThatThrownBy(() -> documents().query(ALL.sort(Sort.OLDEST_UPDATED).after(cursor)))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void pages_of_a_filter_leave_out_what_does_not_match() {
    folded(
        java.util.stream.LongStream.range(0, 30)
            .mapToObj(n -> Rows.begun(n, dev.cairn.json.JsonObject.of("even", n % 2 == 0)))
            .toList());
    var even = Query.of(Filter.equal("context.even", true)).limit(4);
    assertThat(all(even)).hasSize(15).doesNotHaveDuplicates();
  }

  /** Times come in threes, so that there are ties. */
  private List<Instance> fold(int count) {
    var rows = new ArrayList<Rows>();
    for (int i = 0; i < count; i++) {
      var born = born(new UUID(i % 5, i), Rows.BEGIN.plusSeconds(i / 3));
      var act = born.act();
      var at = Rows.BEGIN.plusSeconds(100 - i % 4);
      rows.add(
          born.then(
              born.next(), new Rows.Act(act.kind(), act.actor(), at, act.key(), act.fence())));
    }
    folded(rows);
    return rows.stream().map(Rows::head).toList();
  }

  private static Rows born(UUID id, Instant at) {
    var origin =
        new Origin(
            new InstanceId(id),
            Rows.DEFINITION,
            1,
            Rows.OWNER_ID,
            at,
            Optional.empty(),
            Optional.empty());
    var act = Rows.of(origin).act();
    return Rows.of(origin)
        .then(
            Rows.of(origin).next(),
            new Rows.Act(act.kind(), act.actor(), at, act.key(), act.fence()));
  }
}
