package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
  private static final Json DOCUMENT =
      Json.parse(
          """
          {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"k\\"l":6," ":7,"m~n":8}
          """);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/foo/0, `\"bar\"`",
        "/, 0",
        "/a~1b, 1",
        "/c%d, 2",
        "/e^f, 3",
        "/g|h, 4",
        "/k\"l, 6",
        "`/ `, 7",
        "/m~0n, 8"
      })
  void a_pointer_leads_to_its_value_and_prints_as_it_was(String text, String value) {
    assertThat(DOCUMENT.at(text)).contains(Json.parse(value));
    assertThat(JsonPointer.parse(text)).hasToString(text);
  }

  @Test
  void the_empty_pointer_is_the_whole_document() {
    assertThat(DOCUMENT.at("")).contains(DOCUMENT);
    assertThat(JsonPointer.parse("")).isEqualTo(JsonPointer.root()).hasToString("");
    assertThat(JsonPointer.root().isRoot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bar",
        "/foo/2",
        "/foo/-",
        "/foo/-1",
        "/foo/00",
        "/foo/01",
        "/foo/1e0",
        "/foo/",
        "/foo/٠",
        "/foo/99999999999",
        "/foo/0/x",
        "//x"
      })
  void a_pointer_to_nothing_finds_nothing(String text) {
    assertThat(DOCUMENT.at(text)).isEmpty();
  }

  @Test
  void there_is_nothing_inside_a_scalar() {
    for (String scalar : new String[] {"\"x\"", "1", "true", "null"}) {
      assertThat(Json.parse(scalar).at("/0")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "#/foo", "/~", "/a~", "/~2", "/ok/~x"})
  void a_malformed_pointer_is_refused(String text) {
    JsonException refusal = Refusals.refusal(() -> JsonPointer.parse(text));
    assertThat(refusal.code()).isEqualTo("bad_pointer");
    assertThat(refusal).hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void pointers_are_built_and_taken_apart() {
    JsonPointer pointer = JsonPointer.root().child("a/b").child(0).child("~");

    assertThat(pointer).hasToString("/a~1b/0/~0").isEqualTo(JsonPointer.of("a/b", "0", "~"));
    assertThat(pointer.tokens()).containsExactly("a/b", "0", "~");
    assertThat(pointer.last()).contains("~");
    assertThat(pointer.parent()).contains(JsonPointer.of("a/b", "0"));
    assertThat(JsonPointer.root().parent()).isEmpty();
    assertThat(JsonPointer.root().last()).isEmpty();
    assertThat(JsonPointer.parse("/~01")).isEqualTo(JsonPointer.of("~1"));
  }

  @Test
  void a_prefix_is_the_same_place_or_one_around() {
    JsonPointer pointer = JsonPointer.parse("/a/b");

    assertThat(JsonPointer.root().isPrefixOf(pointer)).isTrue();
    assertThat(JsonPointer.parse("/a").isPrefixOf(pointer)).isTrue();
    assertThat(pointer.isPrefixOf(pointer)).isTrue();
    assertThat(pointer.isPrefixOf(JsonPointer.parse("/a"))).isFalse();
    assertThat(JsonPointer.parse("/a/bc").isPrefixOf(pointer)).isFalse();
    assertThat(pointer.isPrefixOf(JsonPointer.parse("/a/bc"))).isFalse();
  }
}
