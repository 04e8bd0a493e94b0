package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergePatchTest {
  @Test
  void the_cases_of_rfc_7396_hold() {
    JsonArray cases =
        Json.parse(Suites.bytes(Suites.path("rfc7396-merge-patch/cases.json"))).asArray();

    assertThat(cases.items())
        .hasSize(15)
        .allSatisfy(item ->
            assertThat(
                    MergePatch.apply(
                        item.asObject().require("original"), item.asObject().require("patch")))
                .isEqualTo(item.asObject().require("result")));
  }

  @Test
  void null_removes_and_objects_merge() {
    Json target = Json.parse("{\"a\":{\"b\":1,\"c\":2},\"d\":[1]}");
    Json patch = Json.parse("{\"a\":{\"b\":null,\"e\":{\"f\":null,\"g\":3}},\"d\":[2]}");

    assertThat(MergePatch.apply(target, patch))
        .hasToString("{\"a\":{\"c\":2,\"e\":{\"g\":3}},\"d\":[2]}");
  }

  @Test
  void what_the_patch_does_not_name_is_shared() {
    var target = JsonObject.of("kept", JsonObject.of("x", 1), "n", 1);
    Json merged = MergePatch.apply(target, JsonObject.of("n", null));

    assertThat(merged.asObject().require("kept")).isSameAs(target.require("kept"));
  }

  @Test
  void a_patch_done_twice_changes_nothing_more() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new RandomJson(seed);
      Json patch = random.object(2);
      Json once = MergePatch.apply(random.value(3), patch);

      assertThat(MergePatch.apply(once, patch)).as("seed %d", seed).isEqualTo(once);
    }
  }
}
