package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The required tests of the JSON Schema Test Suite for draft 2020-12. */
class JsonSchemaSuiteTest {
  private final List<String> failures = new ArrayList<>();
  private final TreeSet<String> refused = new TreeSet<>();
  private int passed;
  private int refusedTests;

  @Test
  void every_required_test_passes_or_refers_elsewhere() throws IOException {
    var folder = Suites.folder("JSON-Schema-Test-Suite").resolve("tests/draft2020-12");
    try (var files = Files.list(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        run(file);
      }
    }
    System.out.printf("JSON Schema suite: %d passed, %d refused by rule%n", passed, refusedTests);
    assertThat(failures).isEmpty();
    assertThat(passed).isEqualTo(1_250);
    assertThat(refusedTests).isEqualTo(49);
    assertThat(refused).hasSize(22).allMatch(it -> it.contains("'http://localhost:1234/"));
  }

  private void run(Path file) throws IOException {
    for (var group : read(file).asArray()) {
      var name = file.getFileName() + ": " + group.asObject().require("description").asString();
      var tests = group.asObject().require("tests").asArray();
      CompiledSchema schema;
      try {
        schema = CompiledSchema.of(group.asObject().require("schema"));
      } catch (CairnException.Invalid e) {
        refused.add(name + " -> " + e.getMessage());
        refusedTests += tests.size();
        continue;
      }
      for (var test : tests) {
        boolean fits = schema.check(test.asObject().require("data")).isEmpty();
        if (fits == test.asObject().require("valid").asBoolean()) {
          passed++;
        } else {
          failures.add(name + ": " + test.asObject().require("description"));
        }
      }
    }
  }

  /** Cairn holds no U+0000; the few texts of the suite that have one test as much with U+0001. */
  private static Json read(Path file) throws IOException {
    return Json.parse(Files.readString(file).replace("\\u0000", "\\u0001"));
  }
}
