package dev.cairn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonPatchSuiteTest {
  @Test
  void the_cases_of_the_specification_hold() {
    assertThat(check("spec_tests.json")).isGreaterThan(15);
  }

  @Test
  void the_further_cases_hold() {
    assertThat(check("tests.json")).isGreaterThan(80);
  }

  private static int check(String file) {
    int checked = 0;
    for (Json item : read(file)) {
      JsonObject test = item.asObject();
      if (!test.has("disabled")) {
        check(test);
        checked++;
      }
    }
    return checked;
  }

  /** Two disabled cases repeat a key, so that the file as it is would be refused as a whole. */
  private static JsonArray read(String file) {
    String text = new String(Suites.bytes(Suites.path("json-patch-tests/" + file)), UTF_8);
    return Json.parse(
            text.replace("\"qux\", \"op\": \"remove\"", "\"qux\"")
                .replaceAll("\"qux\",\\s+\"op\": \"move\"", "\"qux\""))
        .asArray();
  }

  private static void check(JsonObject test) {
    Json doc = test.require("doc");
    if (test.has("error")) {
      assertThat(Refusals.code(() -> apply(test, doc)))
          .as(test.canonical())
          .isIn("bad_patch", "patch_failed");
    } else {
      // A few cases only say that the patch can be applied.
      Json result = apply(test, doc);
      test.get("expected")
          .ifPresent(expected -> assertThat(result).as(test.canonical()).isEqualTo(expected));
    }
  }

  private static Json apply(JsonObject test, Json doc) {
    JsonPatch patch = JsonPatch.parse(test.require("patch"));
    assertThat(JsonPatch.parse(patch.toJson())).isEqualTo(patch);
    return patch.apply(doc);
  }
}
