package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/integrity.md: the example is what Cairn does, and follows from the page alone. */
class IntegrityPageTest {
  private static final String PATH = "docs/integrity.md";
  private static final Set<String> TREES = Set.of("context", "stepData", "tokens", "scopes");
  private static final String ZEROS = "0".repeat(64);

  @Test
  void the_example_is_what_cairn_commits() {
    var example = WorkedExample.write();
    assertThat(Pages.generated(PATH, "example", example)).isEqualTo(example);
  }

  @Test
  void every_hash_follows_from_the_page_alone() {
    var page = Pages.page(PATH);
    var previousHash = ZEROS;
    var checksumBefore = ZEROS;
    for (int version = 1; version <= 2; version++) {
      var checksum = checksum(page, version);
      assertThat(page.block("json checksum " + version).joined()).isEqualTo(checksum);
      var body = canonical(page, "body " + version);
      var header = canonical(page, "header " + version);
      assertThat(header)
          .containsEntry("bodyHash", PlainJson.hash(body))
          .containsEntry("checksumBefore", checksumBefore)
          .containsEntry("checksumAfter", checksum)
          .containsEntry("previousHash", previousHash);
      previousHash = PlainJson.hash(header);
      assertThat(page.block("json receipt " + version).joined()).isEqualTo(previousHash);
      checksumBefore = checksum;
    }
  }

  private static String checksum(Page page, int version) {
    var hashes = new TreeMap<String, Object>();
    for (var member : canonical(page, "state " + version).entrySet()) {
      hashes.put(member.getKey(), hash(page, version, member.getKey(), member.getValue()));
    }
    assertThat(canonical(page, "root " + version)).isEqualTo(hashes);
    return PlainJson.hash(hashes);
  }

  private static String hash(Page page, int version, String member, Object value) {
    if (!TREES.contains(member)) {
      return PlainJson.hash(value);
    }
    var tree = new TreeMap<String, Object>();
    ((Map<?, ?>) value).forEach((key, child) -> tree.put((String) key, PlainJson.hash(child)));
    assertThat(canonical(page, member + " " + version)).isEqualTo(tree);
    return PlainJson.hash(tree);
  }

  /** A block, which must be written in canonical form already. */
  private static Map<String, Object> canonical(Page page, String name) {
    var text = page.block("json " + name).joined();
    var value = PlainJson.parseObject(text);
    assertThat(PlainJson.canonical(value)).isEqualTo(text);
    return value;
  }

  @Test
  void the_table_of_numbers_holds() {
    var rows =
        Pattern.compile("(?m)^\\| `([-+.eE0-9]+)` \\| (`[^|]+`) \\|")
            .matcher(Pages.page(PATH).part("numbers"))
            .results()
            .toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (var row : rows) {
      var canonical = spelledOut(row.group(2));
      assertThat(Json.parse(row.group(1)).canonical()).as(row.group()).isEqualTo(canonical);
      assertThat(PlainJson.canonical(PlainJson.parse(row.group(1))))
          .as(row.group())
          .isEqualTo(canonical);
    }
  }

  /** {@code `0.` 323 × `0` `49`} is too long to stand in a table. */
  private static String spelledOut(String cell) {
    return Pattern.compile("(\\d+) × `0`")
        .matcher(cell)
        .replaceAll(it -> "0".repeat(Integer.parseInt(it.group(1))))
        .replaceAll("[` ]", "");
  }
}
