package dev.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters as text mean what they meant. */
class FilterTextTest {
  private static final StatePath PATH = StatePath.parse("context.a.ü-1");
  private static final InstanceId ID = InstanceId.of("0199a8f0-0000-7000-8000-000000000001");

  static Stream<Filter> filters() {
    return Stream.of(
        Filter.everything(),
        new Filter.Or(List.of()),
        Filter.status(Status.RUNNING, Status.WAITING_FOR_INPUT),
        new Filter.DefinitionIs("create-prd"),
        new Filter.OwnerIs("o'neil \\ \n 😀"),
        new Filter.ParentIs(ID),
        new Filter.IdIn(Set.of(ID)),
        new Filter.TagsAll(new TreeSet<>(Set.of("a 'b'"))),
        new Filter.Exists(PATH),
        new Filter.Not(new Filter.Exists(PATH)),
        compare(Operator.EQUAL, null),
        compare(Operator.NOT_EQUAL, true),
        compare(Operator.LESS, Long.MIN_VALUE + 1),
        compare(Operator.GREATER_OR_EQUAL, Json.parse("0.1000000000000000055511151231257827")),
        compare(Operator.LESS_OR_EQUAL, Json.parse("-12345678901234567890123")),
        compare(Operator.GREATER, Json.parse("1e300")),
        new Filter.In(PATH, List.of(Json.of(1), Json.of("x"), Json.of(null))),
        new Filter.Contains(PATH, Json.of("x")),
        new Filter.And(List.of(new Filter.Exists(PATH), Filter.status(Status.PAUSED))),
        new Filter.Or(
            List.of(
                new Filter.Exists(PATH),
                new Filter.And(List.of(Filter.status(Status.PAUSED), new Filter.OwnerIs("x"))))));
  }

  private static Filter compare(
      Operator operator, @org.jspecify.annotations.Nullable Object value) {
    return new Filter.Compare(PATH, operator, Json.of(value));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void what_is_written_reads_as_the_same_filter(Filter filter) {
    assertThat(Filter.where(FilterText.of(filter))).isEqualTo(filter);
  }

  @Test
  void a_time_range_is_written_as_its_two_ends() {
    var from = Instant.parse("2026-01-31T09:30:00.000001Z");
    var until = Instant.parse("2026-02-01T00:00:00Z");
    assertThat(FilterText.of(new Filter.CreatedBetween(from, until)))
        .isEqualTo(
            "(createdAt >= '2026-01-31T09:30:00.000001Z'"
                + " && createdAt < '2026-02-01T00:00:00.000000Z')");
  }

  @Test
  void what_the_language_cannot_say_is_refused() {
    assertThatThrownBy(() -> FilterText.of(new Filter.Contains(PATH, JsonObject.of("a", 1))))
        .isInstanceOf(CairnException.Invalid.class);
  }
}
