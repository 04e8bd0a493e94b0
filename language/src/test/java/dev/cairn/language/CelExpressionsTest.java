package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ExpressionLanguage;
import dev.cairn.Filter;
import dev.cairn.Filter.Compare;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTest {
  private static final String ID = "0199a8f0-0000-7000-8000-000000000001";
  private static final InstanceId INSTANCE = InstanceId.of(ID);
  private static final ExpressionLanguage LANGUAGE = new CelExpressions();

  private static StatePath path(String text) {
    return StatePath.parse(text);
  }

  private static Filter is(String path, Operator operator, @Nullable Object value) {
    return new Compare(path(path), operator, Json.of(value));
  }

  private static Filter is(String path, @Nullable Object value) {
    return is(path, Operator.EQUAL, value);
  }

  private static Filter tag(String tag) {
    return new Filter.TagsAll(new TreeSet<>(Set.of(tag)));
  }

  private static Filter in(String path, @Nullable Object... values) {
    return new Filter.In(path(path), Arrays.stream(values).map(Json::of).toList());
  }

  private static Filter status(Status... statuses) {
    return Filter.status(statuses);
  }

  static Stream<Arguments> meanings() {
    return Stream.of(
        // Columns.
        Arguments.of("status == 'Running'", status(Status.RUNNING)),
        Arguments.of("'Running' == status", status(Status.RUNNING)),
        Arguments.of("status != \"Failed\"", status(Status.FAILED).not()),
        Arguments.of("status in ['Failed', 'Paused']", status(Status.FAILED, Status.PAUSED)),
        Arguments.of("status in []", status()),
        Arguments.of("definition == 'create-prd'", new Filter.DefinitionIs("create-prd")),
        Arguments.of("workflowId == 'create-prd'", new Filter.DefinitionIs("create-prd")),
        Arguments.of("definition != 'x'", new Filter.DefinitionIs("x").not()),
        Arguments.of(
            "definition in ['a', 'b']",
            new Filter.DefinitionIs("a").or(new Filter.DefinitionIs("b"))),
        Arguments.of("owner == 'mia'", new Filter.OwnerIs("mia")),
        Arguments.of("'mia' in participants", new Filter.ParticipantIs("mia")),
        Arguments.of("owner != 'mia'", new Filter.OwnerIs("mia").not()),
        Arguments.of("owner in ['mia']", new Filter.Or(List.of(new Filter.OwnerIs("mia")))),
        Arguments.of("parent == '" + ID + "'", new Filter.ParentIs(INSTANCE)),
        Arguments.of("id == '" + ID + "'", new Filter.IdIn(Set.of(INSTANCE))),
        Arguments.of("id in ['" + ID + "']", new Filter.IdIn(Set.of(INSTANCE))),
        Arguments.of("'vip' in tags", tag("vip")),
        Arguments.of("!('vip' in tags)", tag("vip").not()),
        // Paths.
        Arguments.of("context.total > 100.0", is("context.total", Operator.GREATER, 100)),
        Arguments.of("100 < context.total", is("context.total", Operator.GREATER, 100)),
        Arguments.of("context.a <= 1", is("context.a", Operator.LESS_OR_EQUAL, 1)),
        Arguments.of("1 >= context.a", is("context.a", Operator.LESS_OR_EQUAL, 1)),
        Arguments.of("context.a < 'm'", is("context.a", Operator.LESS, "m")),
        Arguments.of("'m' > context.a", is("context.a", Operator.LESS, "m")),
        Arguments.of("context.a >= -7", is("context.a", Operator.GREATER_OR_EQUAL, -7)),
        Arguments.of("-7 <= context.a", is("context.a", Operator.GREATER_OR_EQUAL, -7)),
        Arguments.of("context.a != 'x'", is("context.a", Operator.NOT_EQUAL, "x")),
        Arguments.of("attributes.story == null", is("attributes.story", null)),
        Arguments.of("attributes.epic == 12u", is("attributes.epic", 12)),
        Arguments.of("stepData.review.ok == true", is("stepData.review.ok", true)),
        Arguments.of("context.flag", is("context.flag", true)),
        Arguments.of("!context.flag", is("context.flag", true).not()),
        Arguments.of("context['flag']", is("context.flag", true)),
        Arguments.of("context['a-b'].c['in'] == 1", is("context.a-b.c.in", 1)),
        Arguments.of("context.`a-b` == 1", is("context.a-b", 1)),
        Arguments.of("has(stepData.review)", new Filter.Exists(path("stepData.review"))),
        Arguments.of("has(context['a-b'])", new Filter.Exists(path("context.a-b"))),
        Arguments.of(
            "'x' in context.list", new Filter.Contains(path("context.list"), Json.of("x"))),
        Arguments.of(
            "2.5 in context.list", new Filter.Contains(path("context.list"), Json.of(2.5))),
        Arguments.of("context.tier in ['a', 2, null]", in("context.tier", "a", 2, null)),
        Arguments.of("attributes.epic in []", in("attributes.epic")),
        // Joined.
        Arguments.of("true", Filter.everything()),
        Arguments.of("false", new Filter.Or(List.of())),
        Arguments.of("!true", Filter.everything().not()),
        Arguments.of(
            "context.a && context.b && context.c",
            new Filter.And(
                List.of(is("context.a", true), is("context.b", true), is("context.c", true)))),
        Arguments.of(
            "context.a || context.b && context.c",
            is("context.a", true).or(is("context.b", true).and(is("context.c", true)))),
        Arguments.of(
            "(context.a || context.b) && context.c",
            is("context.a", true).or(is("context.b", true)).and(is("context.c", true))),
        Arguments.of(
            "!context.a && context.b", is("context.a", true).not().and(is("context.b", true))),
        Arguments.of(
            "!(context.a == 1 && context.b == 2)",
            is("context.a", 1).and(is("context.b", 2)).not()),
        Arguments.of("// only the\n  context.a // flag", is("context.a", true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("meanings")
  void an_expression_means_one_filter(String expression, Filter filter) {
    assertThat(LANGUAGE.filter(expression)).isEqualTo(filter);
  }

  @Test
  void the_loader_finds_the_language() {
    assertThat(Filter.where("status == 'Running'")).isEqualTo(status(Status.RUNNING));
  }

  @Test
  void me_is_whoever_asks() {
    var asked = "!(owner == 'me' && true) || 'me' in participants || 'me' in tags";
    var mine = "!(owner == 'mia' && true) || 'mia' in participants || 'me' in tags";
    assertThat(Filter.where(asked, "mia")).isEqualTo(Filter.where(mine));
    assertThat(Filter.where("owner in ['me', 'leo']", "mia"))
        .isEqualTo(Filter.where("owner in ['mia', 'leo']"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "0.1",
        "-0.1",
        "1.5e3",
        "0.1000000000000000055511151231257827",
        "9007199254740993.0",
        "123456789012345678901.5",
        "1e400",
        "-1e400",
        "1e-400",
        "-1e-400",
        "1E+2",
        "0.30000000000000004",
        "4.9e-324"
      })
  void numbers_keep_every_digit(String number) {
    assertThat(LANGUAGE.filter("context.n == " + number))
        .isEqualTo(
            new Compare(path("context.n"), Operator.EQUAL, JsonNumber.of(new BigDecimal(number))));
  }

  @ParameterizedTest
  @CsvSource({
    ".5,0.5",
    "- 5,-5",
    "-0x1F,-31",
    "0xFFu,255",
    "18446744073709551615u," + "18446744073709551615",
    "-0.0,0",
    "100.0,100"
  })
  void other_notations_are_the_same_numbers(String written, BigDecimal number) {
    assertThat(LANGUAGE.filter("context.n == " + written))
        .isEqualTo(new Compare(path("context.n"), Operator.EQUAL, JsonNumber.of(number)));
  }

  @Test
  void a_number_after_characters_beyond_the_basic_plane_keeps_its_digits() {
    assertThat(LANGUAGE.filter("context.a == '😀😀' && context.n == 9007199254740993.0"))
        .isEqualTo(is("context.a", "😀😀").and(is("context.n", 9007199254740993L)));
  }

  @Test
  void null_is_a_value_of_its_own() {
    assertThat(LANGUAGE.filter("context.a != null"))
        .isEqualTo(new Compare(path("context.a"), Operator.NOT_EQUAL, JsonNull.NULL));
  }

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant JUST_AFTER = Instant.parse("2026-01-31T12:00:00.000001Z");

  static Stream<Arguments> times() {
    var first = TimeRange.FIRST;
    var last = TimeRange.LAST;
    return Stream.of(
        Arguments.of("< '2026-01-31T12:00:00Z'", first, NOON),
        Arguments.of("<= '2026-01-31T12:00:00Z'", first, JUST_AFTER),
        Arguments.of("> '2026-01-31T12:00:00Z'", JUST_AFTER, last),
        Arguments.of(">= '2026-01-31T12:00:00Z'", NOON, last),
        Arguments.of("== '2026-01-31T12:00:00Z'", NOON, JUST_AFTER),
        Arguments.of(">= timestamp('2026-01-31T12:00:00Z')", NOON, last),
        Arguments.of(">= '2026-01-31T13:00:00+01:00'", NOON, last),
        // Between two microseconds lies nothing.
        Arguments.of("< '2026-01-31T12:00:00.0000005Z'", first, JUST_AFTER),
        Arguments.of("<= '2026-01-31T12:00:00.0000005Z'", first, JUST_AFTER),
        Arguments.of("> '2026-01-31T12:00:00.0000005Z'", JUST_AFTER, last),
        Arguments.of(">= '2026-01-31T12:00:00.0000005Z'", JUST_AFTER, last),
        Arguments.of("== '2026-01-31T12:00:00.0000005Z'", JUST_AFTER, JUST_AFTER));
  }

  @ParameterizedTest(name = "createdAt {0}")
  @MethodSource("times")
  void times_are_ranges_of_whole_microseconds(String comparison, Instant from, Instant until) {
    assertThat(LANGUAGE.filter("createdAt " + comparison))
        .isEqualTo(new Filter.CreatedBetween(from, until));
    assertThat(LANGUAGE.filter("updatedAt " + comparison))
        .isEqualTo(new Filter.UpdatedBetween(from, until));
  }

  @Test
  void a_time_can_stand_on_the_left_and_be_excluded() {
    assertThat(LANGUAGE.filter("'2026-01-31T12:00:00Z' <= createdAt"))
        .isEqualTo(new Filter.CreatedBetween(NOON, TimeRange.LAST));
    assertThat(LANGUAGE.filter("createdAt != '2026-01-31T12:00:00Z'"))
        .isEqualTo(
            new Filter.CreatedBetween(TimeRange.FIRST, NOON)
                .or(new Filter.CreatedBetween(JUST_AFTER, TimeRange.LAST)));
  }
}
