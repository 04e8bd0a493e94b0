package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTestSuiteTest {
  /** Valid JSON that Cairn refuses by rule, because not every store can hold it. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "y_object_duplicated_key.json", "duplicate_key",
          "y_object_duplicated_key_and_value.json", "duplicate_key",
          "y_object_escaped_null_in_key.json", "nul_character",
          "y_string_null_escape.json", "nul_character");

  @Test
  void what_is_json_is_accepted_and_survives_its_canonical_form() {
    assertThat(files("y_"))
        .hasSizeGreaterThan(50)
        .filteredOn(file -> !REFUSED.containsKey(name(file)))
        .allSatisfy(file -> {
          Json value = Json.parse(Suites.bytes(file));
          assertThat(Json.parse(value.canonicalBytes())).isEqualTo(value);
          assertThat(Json.parse(value.canonical()).canonical()).isEqualTo(value.canonical());
        });
  }

  @Test
  void what_not_every_store_can_hold_is_refused_by_rule() {
    assertThat(files("y_"))
        .filteredOn(file -> REFUSED.containsKey(name(file)))
        .hasSize(REFUSED.size())
        .allSatisfy(file ->
            assertThat(Refusals.code(() -> Json.parse(Suites.bytes(file))))
                .isEqualTo(REFUSED.get(name(file))));
  }

  @Test
  void what_is_not_json_is_refused_as_malformed() {
    // Those that nest without end are refused for their depth, before their end is seen.
    assertThat(files("n_"))
        .hasSizeGreaterThan(50)
        .allSatisfy(file ->
            assertThat(Refusals.code(() -> Json.parse(Suites.bytes(file))))
                .isIn("malformed", "too_deep"));
  }

  private static List<Path> files(String prefix) {
    return Suites.files("JSONTestSuite/test_parsing").stream()
        .filter(file -> name(file).startsWith(prefix))
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
