package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
  @Test
  void java_values_become_json_values() {
    var items =
        Arrays.asList(
            null,
            true,
            "s",
            1,
            2L,
            (short) 3,
            (byte) 4,
            5.5,
            new BigDecimal("6.60"),
            BigInteger.TEN,
            List.of(),
            Map.of("k", JsonNull.NULL));

    assertThat(Json.of(items)).hasToString("[null,true,\"s\",1,2,3,4,5.5,6.6,10,[],{\"k\":null}]");
  }

  @Test
  void what_has_no_json_form_is_refused() {
    for (Object value : List.of(Instant.EPOCH, 1.5f, Map.of(1, 2), 'c')) {
      assertThat(Refusals.code(() -> Json.of(value))).isEqualTo("wrong_type");
    }
  }

  @Test
  void a_value_does_not_follow_the_collection_it_was_made_from() {
    var list = new ArrayList<>(List.of(1));
    var map = new HashMap<String, Object>(Map.of("a", list));
    Json value = Json.of(map);
    list.add(2);
    map.clear();

    assertThat(value).hasToString("{\"a\":[1]}");
  }

  @Test
  void typed_readers_read_their_type() {
    assertThat(Json.parse("\"x\"").asString()).isEqualTo("x");
    assertThat(Json.parse("true").asBoolean()).isTrue();
    assertThat(Json.parse("false").asBoolean()).isFalse();
    assertThat(Json.parse("1e3").asInt()).isEqualTo(1_000);
    assertThat(Json.parse("-9223372036854775808").asLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(Json.parse("1.5").asNumber().toDouble()).isEqualTo(1.5);
    assertThat(Json.parse("[1]").asArray().get(0)).isEqualTo(Json.of(1));
    assertThat(Json.parse("{\"a\":1}").asObject().require("a")).isEqualTo(Json.of(1));
    assertThat(Json.parse("null").isNull()).isTrue();
    assertThat(Json.parse("0").isNull()).isFalse();
  }

  @Test
  void typed_readers_refuse_every_other_type() {
    refused(() -> Json.of(1).asString(), "expected a string, but this is the number 1");
    refused(() -> Json.of("x").asObject(), "expected an object, but this is the string \"x\"");
    refused(() -> Json.of(null).asArray(), "expected an array, but this is null");
    refused(() -> Json.of(List.of()).asBoolean(), "expected a boolean, but this is an array");
    refused(() -> Json.of(Map.of()).asLong(), "expected a number, but this is an object");
    refused(() -> Json.of(true).asNumber(), "expected a number, but this is true");
    refused(() -> Json.of(1.5).asLong(), "expected a whole number of 64 bits");
    refused(() -> Json.parse("9223372036854775808").asLong(), "expected a whole number of 64 bits");
    refused(() -> Json.of(1L << 31).asInt(), "expected a whole number of 32 bits");
  }

  @Test
  void a_long_or_strange_text_is_shown_short_and_plain() {
    refused(() -> Json.of("\n".repeat(100)).asLong(), "\"" + "?".repeat(60) + "…\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "-12.5", "\"é\\n\"", "[1,[2]]", "{\"a\":{\"b\":[]}}"})
  void size_and_hash_are_those_of_the_canonical_bytes(String text) {
    Json value = Json.parse(text);

    assertThat(value.canonical()).isEqualTo(text).isEqualTo(value.toString());
    assertThat(value.byteCount()).isEqualTo(value.canonicalBytes().length);
    assertThat(value.hash()).isEqualTo(Sha256.ofUtf8(text)).isEqualTo(value.hash());
  }

  @Test
  void equal_values_are_equal_however_they_were_made() {
    Json parsed = Json.parse("{\"b\":[1.0,\"x\"],\"a\":null}");
    Json built = JsonObject.of("a", null, "b", List.of(1, "x"));

    assertThat(parsed).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(Json.of(1)).isNotEqualTo(Json.of("1")).isNotEqualTo(Json.of(2));
  }

  @Test
  void an_unchanged_part_is_hashed_once() {
    var part = JsonObject.of("a", List.of(1, 2, 3));

    assertThat(part.hash()).isSameAs(part.hash());
    assertThat(part.with("b", JsonNull.NULL).require("a")).isSameAs(part.require("a"));
  }

  @Test
  void values_of_different_hashes_differ() {
    var one = JsonArray.of(1);
    var two = JsonArray.of(2);
    assertThat(one.hash()).isNotEqualTo(two.hash());

    assertThat(one).isNotEqualTo(two).isEqualTo(JsonArray.of(1));
    assertThat(JsonObject.of("a", one)).isNotEqualTo(JsonObject.of("a", two));
  }

  private static void refused(ThrowingCallable attempt, String message) {
    JsonException refusal = Refusals.refusal(attempt);
    assertThat(refusal.code()).isEqualTo("wrong_type");
    assertThat(refusal).hasMessageContaining(message);
  }
}
