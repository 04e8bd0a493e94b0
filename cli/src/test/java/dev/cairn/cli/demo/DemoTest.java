package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CairnException;
import dev.cairn.cli.Main;
import dev.cairn.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir private Path folder = Path.of("");

  private String run(int code, String... args) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var in = new ByteArrayInputStream(new byte[0]);
    assertThat(Main.run(List.of(args), in, stream, stream, Map.of()))
        .as(() -> out.toString(StandardCharsets.UTF_8))
        .isEqualTo(code);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_shipped_traces_are_played_and_all_that_is_shown_holds() {
    var data = folder.resolve("demo").toString();
    assertThat(run(0, "demo", "--data", data))
        .contains("50 tasks retried", "leo", "restores → version 6", "0 broken", "and held.")
        .contains("Failed, compensated", "40 tasks, each a durable commit", "to the Board");
    assertThat(run(0, "approvals", "--store", "sqlite:" + data + "/cairn.db"))
        .contains("Legal reviews");
    assertThat(run(0, "ps", "--store", "sqlite:" + data + "/cairn.db")).contains("sky-mosaic");
    assertThat(run(2, "demo", "--data", data)).contains("there is a store in");
  }

  @Test
  void recorded_traces_are_played_too() {
    var sample = suites();
    assumeTrue(Files.isDirectory(sample), "no WfInstances-sample in shared/suites");
    var data = folder.resolve("sample").toString();
    var summary = run(0, "demo", "--data", data, "--json", sample.toString());
    assertThat(Json.parse(summary.strip()).asObject().require("tasks").asLong())
        .isGreaterThanOrEqualTo(185);
  }

  private static Path suites() {
    var at = Path.of("").toAbsolutePath();
    while (at.getParent() != null && !Files.isDirectory(at.resolve("shared/suites"))) {
      at = at.getParent();
    }
    return at.resolve("shared/suites/WfInstances-sample");
  }

  @Test
  void the_shipped_traces_are_what_the_generator_makes() throws IOException {
    for (var trace : TraceGenerator.all().entrySet()) {
      try (var in = Traces.class.getResourceAsStream("traces/" + trace.getKey() + ".json")) {
        assertThat(in).as(trace.getKey()).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(trace.getValue());
      }
    }
    assertThat(TraceGenerator.all().keySet()).containsExactlyInAnyOrderElementsOf(Traces.SHIPPED);
  }

  @Test
  void older_schemas_keep_parents_and_runtime_in_one_list() {
    var trace =
        TraceReader.read(
            "old",
            Json.parse(
                """
                {"schemaVersion":"1.3","workflow":{"tasks":[
                  {"name":"a_1","runtime":1.5,"parents":[]},
                  {"name":"a_2","runtimeInSeconds":2,"parents":["a_1"]}]}}
                """));
    assertThat(trace.levels()).hasSize(2);
    assertThat(trace.seconds()).isEqualByComparingTo("3.5");
    assertThat(trace.tasks()).extracting(Task::name).containsOnly("a");
  }

  @Test
  void what_is_no_trace_is_refused_with_its_name() {
    assertThatThrownBy(() ->
            TraceReader.read(
                "ring",
                Json.parse(
                    """
                    {"workflow":{"tasks":[{"name":"a","parents":["b"]},
                                          {"name":"b","parents":["a"]}]}}
                    """)))
        .isInstanceOf(CairnException.Invalid.class)
        .hasMessageContaining("ring")
        .hasMessageContaining("circle");
    assertThat(run(1, "demo", "--data", folder.toString(), folder.toString()))
        .contains("no traces");
  }
}
