package dev.cairn.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortabilityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "\\u0000"                  | nul_character
          {"a\\u0000b":1}            | nul_character
          {"a":["x\\u0000"]}         | nul_character
          "\\ud800"                  | lone_surrogate
          "\\udc00\\ud800"           | lone_surrogate
          "\\ud800x"                 | lone_surrogate
          {"\\udfff":1}              | lone_surrogate
          {"a":1,"a":1}              | duplicate_key
          {"a":1,"\\u0061":2}        | duplicate_key
          {"c":1,"b":2,"a":3,"b":4}  | duplicate_key
          {"a":1} {}                 | malformed
          1 2                        | malformed
          [1,]                       | malformed
          NaN                        | malformed
          {a:1}                      | malformed
          [1 // one                  | malformed
          ``                         | malformed
          """)
  void documents_that_not_every_store_can_hold_are_refused(String text, String code) {
    assertThat(Refusals.code(() -> Json.parse(text))).isEqualTo(code);
    assertThat(Refusals.code(() -> Json.parse(text.getBytes(UTF_8)))).isEqualTo(code);
  }

  @Test
  void a_refusal_says_where() {
    assertThat(Refusals.refusal(() -> Json.parse("{\"a\":[0,\n {\"k\":1,\"j\":2,\"k\":3}]}")))
        .hasMessageContaining("\"k\" comes twice")
        .hasMessageContaining("in \"/a/1\", line 2, column");
    assertThat(Refusals.refusal(() -> Json.parse("[1,\n2,,]")))
        .hasMessageContaining("line 2, column");
  }

  @Test
  void values_made_in_java_are_held_to_the_same_rules() {
    assertThat(Refusals.code(() -> Json.of("\0"))).isEqualTo("nul_character");
    assertThat(Refusals.code(() -> Json.of(Map.of("\ud800", 1)))).isEqualTo("lone_surrogate");
    assertThat(Refusals.code(() -> JsonObject.empty().with("\0", JsonNull.NULL)))
        .isEqualTo("nul_character");
    assertThat(Refusals.code(() -> JsonObject.builder().put("\udc00", 1)))
        .isEqualTo("lone_surrogate");
    assertThat(Refusals.code(() -> JsonObject.of("a", 1, "a", 1))).isEqualTo("duplicate_key");
    assertThat(Refusals.code(() -> JsonObject.of("\0", 1))).isEqualTo("nul_character");
  }

  @Test
  void bytes_must_be_utf8() {
    for (String latin : List.of("\"\u00e9\"", "\"\u00c0\u0080\"", "\"\u00ed\u00a0\u0080\"")) {
      byte[] bytes = latin.getBytes(ISO_8859_1);
      assertThat(Refusals.code(() -> Json.parse(bytes))).isEqualTo("malformed");
    }
    assertThat(Json.parse("\"\uFFFD\"".getBytes(UTF_8)).asString()).isEqualTo("\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "\uFEFF{}"})
  void a_byte_order_mark_is_refused(String text) {
    assertThat(Refusals.refusal(() -> Json.parse(text.getBytes(UTF_8))))
        .hasMessageContaining("byte order mark");
  }

  @Test
  void depth_is_limited_to_exactly_what_was_said() {
    assertThat(Json.parse(nested(100)).depth()).isEqualTo(100);
    assertThat(Refusals.code(() -> Json.parse(nested(101)))).isEqualTo("too_deep");
    assertThat(Refusals.code(() -> Json.parse("{\"a\":".repeat(101)))).isEqualTo("too_deep");
    assertThat(Refusals.code(() -> Json.parse(nested(100_000)))).isEqualTo("too_deep");

    var limits = new JsonLimits(1_000, 10_000);
    Json deepest = Json.parse(nested(1_000), limits);
    assertThat(deepest.canonical()).isEqualTo(nested(1_000));
    assertThat(Refusals.code(() -> JsonArray.of(deepest))).isEqualTo("too_deep");
    assertThat(Refusals.code(() -> JsonLimits.defaults().check(deepest))).isEqualTo("too_deep");
  }

  @Test
  void a_collection_that_contains_itself_is_refused() {
    var endless = new ArrayList<>();
    endless.add(endless);

    assertThat(Refusals.code(() -> Json.of(endless))).isEqualTo("too_deep");
  }

  @Test
  void size_is_limited_in_bytes_of_utf8() {
    var limits = new JsonLimits(10, 8);
    assertThat(Json.parse("\"123456\"", limits).byteCount()).isEqualTo(8);
    assertThat(Json.parse("\"€€\"", limits).byteCount()).isEqualTo(8);
    assertThat(Json.parse("\"é😀\"", limits).byteCount()).isEqualTo(8);
    for (String text : List.of("\"1234567\"", "\"€€1\"", "\"é😀1\"", " ".repeat(8) + "1")) {
      assertThat(Refusals.code(() -> Json.parse(text, limits))).isEqualTo("too_large");
      assertThat(Refusals.code(() -> Json.parse(text.getBytes(UTF_8), limits)))
          .isEqualTo("too_large");
    }
    assertThat(Refusals.code(() -> limits.check(Json.of("1234567")))).isEqualTo("too_large");
    assertThat(limits.check(Json.of("123456"))).isEqualTo(Json.of("123456"));
  }

  @Test
  void short_texts_of_long_numbers_count_with_their_full_length() {
    var limits = new JsonLimits(10, 10_000);
    String numbers = "[" + "1e900,".repeat(11) + "1e900]";

    assertThat(Refusals.code(() -> Json.parse(numbers, limits))).isEqualTo("too_large");
    assertThat(Json.parse(numbers).byteCount()).isGreaterThan(10_000);
  }

  @Test
  void a_value_that_shares_its_parts_too_often_is_too_large_but_does_no_harm() {
    Json doubled = Json.of("x");
    for (int i = 0; i < 100; i++) {
      doubled = JsonArray.of(doubled, doubled);
    }
    Json huge = doubled;
    assertThat(huge.byteCount()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Refusals.code(huge::canonicalBytes)).isEqualTo("too_large");
    assertThat(Refusals.code(() -> JsonLimits.defaults().check(huge))).isEqualTo("too_large");
  }

  @Test
  void limits_that_cannot_be_kept_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1_001, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1, 1L << 31));
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
