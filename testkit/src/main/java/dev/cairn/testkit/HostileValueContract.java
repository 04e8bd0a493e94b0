package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Filter;
import dev.cairn.State;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that stores like to change: they come back equal from every place they are kept in. */
abstract class HostileValueContract extends StoreTopic {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993",
        "18446744073709551616",
        "1234567890123456789.0123456789012345678901",
        "0.1000000000000000000000000000000000000001",
        "1234567890123456789012345678901234567890",
        "1e300",
        "5e-324",
        "1e-400",
        "1e400",
        "-0.0",
        "[[[[]]],{},[{}],null,false,\"\"]",
        "{\"\":{\"\":\"\"}}",
        "{\"a.b\":1,\"a\\\"b\":2,\"a'b\":3,\"$\":4,\"$.a\":5}",
        "{\"[0]\":6,\"a\\\\b\":7,\"/\":8,\"~\":9}",
        "{\"😀\":1,\"\uFF5E\":2,\"é\":3,\"e\u0301\":4}",
        "\"\\u0001\\u001f\\u007f\\u2028\\uFEFF\"",
        "\"'; drop table instance; --\""
      })
  void a_value_comes_back_equal(String json) {
    comesBack(JsonObject.of("value", Json.parse(json)));
  }

  @Test
  void depth_comes_back_equal() {
    Json deep = JsonArray.of(1);
    for (int i = 0; i < 90; i++) {
      deep = i % 2 == 0 ? JsonObject.of("k", deep) : JsonArray.of(deep);
    }
    comesBack(JsonObject.of("deep", deep));
  }

  @Test
  void a_mebibyte_comes_back_equal() {
    var items = new ArrayList<Json>();
    for (int i = 0; i < 10_000; i++) {
      items.add(new JsonString("é".repeat(50) + i));
    }
    comesBack(JsonObject.of("large", JsonArray.copyOf(items)));
  }

  @Test
  void every_naughty_string_comes_back_equal_and_is_found() {
    var context = JsonObject.builder();
    int i = 0;
    for (var text : Suites.naughtyStrings()) {
      context.put("k" + i++, text).put(text, i);
    }
    comesBack(context.build());
  }

  @Test
  void every_naughty_string_is_found_by_equality() {
    var rows = new ArrayList<Rows>();
    var texts = Suites.naughtyStrings().stream().distinct().limit(150).toList();
    for (var text : texts) {
      rows.add(Rows.begun(rows.size() + 1, JsonObject.of("text", text)));
    }
    folded(rows);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(all(Filter.equal("context.text", texts.get(i))))
          .as(texts.get(i))
          .containsExactly(rows.get(i).head());
    }
  }

  @Test
  void names_of_any_characters_come_back() {
    var rows = kept(AppendContract.keyed(Rows.of(1).then(), "k'\"\\😀"));
    log().addCheckpoint(rows.checkpoint("c'\"\\😀", 1));
    assertThat(log().byKey(rows.id(), "k'\"\\😀")).contains(rows.last());
    assertThat(log().checkpoints(rows.id())).containsExactly(rows.checkpoint("c'\"\\😀", 1));
  }

  @ParameterizedTest(name = "-Dcairn.seed={0}")
  @MethodSource("dev.cairn.testkit.Seeds#few")
  void random_documents_come_back_equal(long seed) {
    var json = new RandomJson(Seeds.random(seed));
    var rows = new ArrayList<Rows>();
    for (int i = 1; i <= 50; i++) {
      rows.add(Rows.begun(i, json.object(5)));
    }
    folded(rows);
    assertThat(all(Filter.everything()))
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(Rows::head).toList());
    for (var one : rows) {
      holds(one);
    }
  }

  /** From the log, as a snapshot, as the base of a head, as a document and from a query. */
  private void comesBack(JsonObject value) {
    var canonical = value.canonical();
    var state = State.initial().with(State.CONTEXT, value).with(State.STEP_DATA, value);
    var rows = Rows.of(1).then(state);
    appended(rows.since(0, List.of(rows.snapshot(1)), List.of()));
    holds(rows);
    assertThat(log().snapshot(rows.id(), 1)).contains(rows.snapshot(1));
    assertThat(found(rows.id()).base()).contains(state);
    foldAll(List.of(rows.head()));
    var document = documents().document(rows.id()).orElseThrow();
    assertThat(document).isEqualTo(rows.head());
    assertThat(document.context().canonical()).isEqualTo(canonical);
    assertThat(document.state().checksum()).isEqualTo(rows.head().checksum());
    assertThat(all(Filter.everything())).containsExactly(rows.head());
    assertThat(Json.parse(canonical, new JsonLimits(200, 8 << 20))).isEqualTo(value);
  }
}
