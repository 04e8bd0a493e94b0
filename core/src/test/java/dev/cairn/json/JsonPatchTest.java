package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
  @Test
  void a_failure_names_the_operation_its_path_and_the_reason() {
    JsonException refusal =
        Refusals.refusal(() ->
            patch("[{'op':'add','path':'/a','value':1},{'op':'remove','path':'/b/c'}]")
                .apply(JsonObject.empty()));

    assertThat(refusal.code()).isEqualTo("patch_failed");
    assertThat(refusal).hasMessage("there is no place \"b\" (operation 1, remove \"/b/c\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'op':'remove','path':''}                  | the whole document cannot be removed
          {'op':'move','from':'/a','path':'/a/b'}    | a value cannot move into itself
          {'op':'test','path':'/a','value':{}}       | the value differs
          {'op':'add','path':'/n/0','value':1}       | there is no place
          {'op':'replace','path':'/l/-','value':1}   | there is no place
          {'op':'replace','path':'/new','value':1}   | there is no place
          {'op':'copy','from':'/l/9','path':'/b'}    | there is no place
          {'op':'add','path':'/l/01','value':1}      | there is no place
          {'op':'add','path':'/l/2','value':1}       | there is no place
          """)
  void what_cannot_be_done_is_refused(String operation, String reason) {
    Json document = Json.parse("{\"a\":{\"b\":1},\"l\":[0],\"n\":5}");

    assertThat(Refusals.refusal(() -> patch("[" + operation + "]").apply(document)))
        .hasMessageContaining(reason)
        .hasMessageContaining("operation 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                      | a patch is an array
          [1]                                     | expected an object
          [{}]                                    | the member "op" is missing
          [{'op':'add','path':'/a'}]              | the member "value" is missing
          [{'op':'copy','path':'/a'}]             | the member "from" is missing
          [{'op':'spam','path':'/a'}]             | op "spam" is none of
          [{'op':'remove','path':'a'}]            | must be empty or start with /
          [{'op':'remove','path':3}]              | expected a string
          """)
  void what_is_no_patch_is_refused(String text, String reason) {
    JsonException refusal = Refusals.refusal(() -> patch(text));
    assertThat(refusal.code()).isEqualTo("bad_patch");
    assertThat(refusal).hasMessageContaining(reason);
  }

  @Test
  void a_patch_cannot_nest_a_document_too_deep() {
    JsonPatch deeper =
        patch("[{'op':'copy','from':'','path':'/a'},{'op':'copy','from':'','path':'/a/b'}]");

    JsonException refusal =
        Refusals.refusal(() -> {
          Json document = JsonObject.empty();
          for (int i = 0; i < 400; i++) {
            document = deeper.apply(document);
          }
        });
    assertThat(refusal.code()).isEqualTo("too_deep");
  }

  @Test
  void what_no_operation_touched_is_shared() {
    var document = JsonObject.of("big", JsonObject.of("x", 1), "n", 1);
    Json changed = patch("[{'op':'replace','path':'/n','value':2}]").apply(document);

    assertThat(changed.asObject().require("big")).isSameAs(document.require("big"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}       | {'a':1}         | []
          1             | 2               | [{'op':'replace','path':'','value':2}]
          {}            | {'a/b':1}       | [{'op':'add','path':'/a~1b','value':1}]
          {'a':1,'b':2} | {'a':1}         | [{'op':'remove','path':'/b'}]
          [1,2]         | [3,4]           | [{'op':'replace','path':'','value':[3,4]}]
          """)
  void differences_are_written_down_shortly(String before, String after, String patch) {
    assertThat(JsonPatch.diff(json(before), json(after)).toJson()).isEqualTo(json(patch));
  }

  @Test
  void in_a_long_array_only_what_differs_is_named() {
    String start = "'a long enough beginning',".repeat(3);
    String end = ",'and a long enough end'".repeat(3);

    assertThat(diff("[" + start + "1,2" + end + "]", "[" + start + "3" + end + "]"))
        .isEqualTo(json("[{'op':'replace','path':'/3','value':3},{'op':'remove','path':'/4'}]"));
    assertThat(diff("[" + start + "1" + end + "]", "[" + start + "1,2,3" + end + "]"))
        .isEqualTo(json("[{'op':'add','path':'/4','value':2},{'op':'add','path':'/5','value':3}]"));
    assertThat(
            diff(
                "[" + start + "{'x':'" + "y".repeat(50) + "','z':1}]",
                "[" + start + "{'x':'" + "y".repeat(50) + "','z':2}]"))
        .isEqualTo(json("[{'op':'replace','path':'/3/z','value':2}]"));
  }

  @Test
  void the_patch_between_two_values_turns_one_into_the_other() {
    for (long seed = 0; seed < 3_000; seed++) {
      var random = new RandomJson(seed);
      Json before = random.value(3);
      Json after = seed % 2 == 0 ? random.value(3) : random.changed(random.changed(before));
      JsonPatch patch = JsonPatch.diff(before, after);

      assertThat(patch.apply(before)).as("seed %d", seed).isEqualTo(after);
      assertThat(JsonPatch.parse(patch.toJson())).as("seed %d", seed).isEqualTo(patch);
      assertThat(patch.isEmpty()).as("seed %d", seed).isEqualTo(before.equals(after));
      assertThat(patch.toJson().byteCount()).as("seed %d", seed).isLessThan(after.byteCount() + 60);
    }
  }

  private static Json diff(String before, String after) {
    return JsonPatch.diff(json(before), json(after)).toJson();
  }

  private static JsonPatch patch(String text) {
    return JsonPatch.parse(json(text));
  }

  private static Json json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
