package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.CairnException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelRefusalsTest {

  private static CairnException.Invalid refusal(String expression) {
    var refusal =
        catchThrowableOfType(
            CairnException.Invalid.class, () -> new CelExpressions().filter(expression));
    assertThat(refusal).as(expression).isNotNull();
    assertThat(refusal.code()).isEqualTo("invalid_expression");
    assertThat(refusal.hint()).isNotBlank();
    return refusal;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The text is not CEL.
        "``|line 1, column 1: the expression ends too early|status == 'Running'",
        "status ==|line 1, column 10: the expression ends too early|status == 'Running'",
        "status == 'a' and owner == 'b'|line 1, column 15: unexpected 'and'|&&",
        "status = 'Running'|line 1, column 8: unexpected '='|write == to compare",
        "owner == 'mia|line 1, column 10: the text that begins with ''mia' has no end|quote",
        "context.a ==== 2|line 1, column 13: unexpected '=='|compar",
        "package == 1|line 1, column 1: 'package' is a reserved word|context['package']",
        "context.in == 1|line 1, column 9: unexpected|comparisons",
        "context.n == 9223372036854775808|is no whole number of 64 bits|9223372036854775808.0",
        "context.?a|line 1, column 8: 'unsupported syntax '.?''|comparisons",
        // Names.
        "stat == 'Running'|line 1, column 1: unknown variable 'stat'|status, definition, owner",
        ".status == 'Running'|unknown variable '.status'|status",
        "size(tags) > 1|line 1, column 5: unknown function 'size'|has(path)",
        "context.name.startsWith('a')|unknown function 'startsWith'|timestamp",
        "tags.exists(t, t == 'x')|unknown function 'exists'|has(path)",
        "context.a.timestamp('x') == 1|unknown function 'timestamp'|has(path)",
        "f(1).a == 1|unknown function 'f'|has(path)",
        // Columns.
        "status == 'x'|line 1, column 11: no status is called 'x'|one of Created, Running",
        "status in ['Running', 'X']|line 1, column 23: no status is called 'X'|Cancelled",
        "status == 1|a text is needed here, not 1|quotes",
        "status == null|a text is needed here, not null|quotes",
        "status == ['Running']|status is compared with a text|in",
        "status < 'Running'|status has no order|==, != or in",
        "owner > 'a'|owner has no order|==",
        "status|status is not a condition by itself|status == 'Running'",
        "status.a == 1|status has no members|status",
        "tags == 'x'|tags are a set|'a' in tags",
        "participants == 'x'|participants are a set|'a' in participants",
        "participants in ['x']|participants cannot be looked up in a list|in participants",
        "tags in ['x']|tags cannot be looked up in a list|in tags",
        "createdAt in ['2026-01-31T09:30:00Z']|createdAt cannot be looked up in a list|>=",
        "'x' in status|'in' needs a list after it|tags",
        "1 in tags|a text is needed here, not 1|quotes",
        "id == 'x'|line 1, column 7: not an instance id: 'x'|UUID",
        "parent == '1-1-1-1-1'|not an instance id|UUID",
        "parent == null|a text is needed here, not null|quotes",
        "createdAt > 'yesterday'|line 1, column 13: not a time: 'yesterday'|RFC 3339",
        "createdAt > timestamp('2026')|not a time: '2026'|RFC 3339",
        "createdAt > '+10000-01-01T00:00:00Z'|not a time|RFC 3339",
        "createdAt > 5|a text is needed here, not 5|quotes",
        "createdAt > timestamp()|timestamp takes one text|timestamp('2026",
        "createdAt > timestamp(context.a)|a literal is needed here|quotes",
        // Paths.
        "context == 1|line 1, column 1: not a path: 'context'|context.a.b",
        "context['a b'] == 1|not a path: 'context.a b'|context.a.b",
        "context[0] == 1|line 1, column 9: only keys can stand in brackets|'x' in context.list",
        "context[context.a] == 1|only keys can stand in brackets|context['key']",
        "attributes.a.b == 1|attributes have no members|attributes.epic",
        "context.due > timestamp('2026-01-31T09:30:00Z')|JSON has no timestamps|context.due <",
        // Comparisons.
        "context.a == context.b|two fields cannot be compared|literal",
        "status == owner|status is compared with a text|quotes",
        "1 == 1|line 1, column 3: no side of this comparison is a field|field",
        "'a' in ['a']|no side of this 'in' is a field|field",
        "['a'] in context.a|lists cannot be compared|in",
        "context.a in context.b|two fields cannot be compared|literal",
        "context.a in 'abc'|'in' needs a list after it|status in",
        "context.a == ['x']|lists cannot be compared|in ['x', 'y']",
        "context.a == {'x': 1}|objects cannot be compared|members",
        "context.a in [context.b]|a literal is needed here|quotes",
        "context.a in [['x']]|a literal is needed here|quotes",
        "context.a < true|true has no order|==",
        "context.a >= null|null has no order|!=",
        "context.a == b'x'|JSON has no bytes|without the b",
        "context.a == '\\u0000'|no stored value equals this literal|U+0000",
        "context.a == 1e1001|no stored value equals this literal|1000 digits",
        "context.a == 1e99999999999|no stored value equals this literal|1000 digits",
        // Shapes.
        "context.a + 1 > 2|line 1, column 11: there is no arithmetic: '+'|literal",
        "-context.a == 1|there is no arithmetic: '-'|literal",
        "context.a % 2 == 0|there is no arithmetic: '%'|literal",
        "context.a ? context.b : context.c|there is no '?:'|&&",
        "(context.a == 1) == true|a condition cannot be compared|&&",
        "'Running'|this is not a condition|compare",
        "1|this is not a condition|compare",
        "['a']|this is not a condition|compare",
        "{'a': 1}|this is not a condition|compare",
        "has(status)|has() takes one path|has(context.a.b)",
        "has(1)|has() takes one path|has(context.a.b)",
        "has(context.a, context.b)|has() takes one path|has(context.a.b)",
      })
  void a_refusal_says_where_what_and_the_way_out(String expression, String says, String hint) {
    assertThat(refusal(expression)).hasMessageContaining(says);
    assertThat(refusal(expression).hint()).contains(hint);
  }

  @Test
  void lines_and_columns_count_characters_from_one() {
    assertThat(refusal("context.a == '😀' &&\n  statuz == 'x'"))
        .hasMessage("line 2, column 3: unknown variable 'statuz'");
  }

  @Test
  void foreign_text_is_shown_shortened_and_without_control_characters() {
    assertThat(refusal("status == '\\u001b[31m" + "x".repeat(500) + "'").getMessage())
        .hasSizeLessThan(200)
        .doesNotContain("\u001b");
  }

  @Test
  void four_thousand_characters_are_read_and_no_more() {
    var longest = "context.a == '" + "😀".repeat(4_000 - 15) + "'";
    assertThat(new CelExpressions().filter(longest)).isNotNull();
    assertThat(refusal(longest + " ")).hasMessageContaining("has 4001 characters");
  }

  @Test
  void fifty_levels_are_read_and_no_more() {
    assertThat(new CelExpressions().filter(nested(50))).isNotNull();
    assertThat(refusal(nested(51))).hasMessageContaining("nests deeper than 50 levels");
    assertThat(refusal(nested(1_990))).hasMessageContaining("nests deeper than 50 levels");
    assertThat(refusal("context" + ".a".repeat(1_900) + " == 1")).isNotNull();
    assertThat(new CelExpressions().filter("!".repeat(3_900) + "context.a")).isNotNull();
  }

  private static String nested(int levels) {
    return "(".repeat(levels) + "context.a" + ")".repeat(levels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&&", "||"})
  void two_hundred_terms_are_read_and_no_more(String operator) {
    var most = chain(200, operator);
    assertThat(new CelExpressions().filter(most)).isNotNull();
    assertThat(refusal(most + operator + "context.a")).hasMessageContaining("more than 200");
  }

  private static String chain(int terms, String operator) {
    return IntStream.range(0, terms)
        .mapToObj(i -> "context.a")
        .collect(Collectors.joining(operator));
  }

  @Test
  void items_of_lists_count_as_terms() {
    var items = IntStream.range(0, 200).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(new CelExpressions().filter("context.a in [" + items + "]")).isNotNull();
    assertThat(refusal("context.a in [" + items + ",1]")).hasMessageContaining("more than 200");
  }
}
