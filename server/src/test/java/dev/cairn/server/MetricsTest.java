package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What /metrics and /ready tell of a server. */
class MetricsTest {
  private static final String MERGE = "application/merge-patch+json";

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void serve() {
    served = Served.in(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String metrics() {
    return served.anonymous().get("/metrics").is(200).text();
  }

  /** The value of a series, named with its labels. */
  private double value(String series) {
    var line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(metrics());
    assertThat(line.find()).as(series).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private void patch(String path, int version) {
    served
        .as("mia")
        .with("If-Match", "\"" + version + "\"")
        .patch(path + "/state", MERGE, "{\"total\":" + version + "}");
  }

  @Test
  void the_page_lists_what_is_shown_and_nothing_else() throws IOException {
    served.create("total", 1);
    assertThat(documented()).isEqualTo(shown());
  }

  /** Rows of the page: name to type and help. */
  private static Map<String, String> documented() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "operations.md"));
    var rows = Pattern.compile("(?m)^\\| `(cairn_\\w+)` \\| (\\w+) \\| [^|]*\\| ([^|]+) \\|$");
    var all = new TreeMap<String, String>();
    rows.matcher(page)
        .results()
        .forEach(it -> all.put(it.group(1), it.group(2) + ", " + it.group(3)));
    return all;
  }

  private Map<String, String> shown() {
    var text = metrics();
    var all = new TreeMap<String, String>();
    Pattern.compile("(?m)^# HELP (cairn_\\w+) (.*)$")
        .matcher(text)
        .results()
        .filter(it -> !it.group(1).endsWith("_max"))
        .forEach(it -> all.put(it.group(1), type(text, it.group(1)) + ", " + it.group(2)));
    return all;
  }

  private static String type(String text, String name) {
    var type = Pattern.compile("(?m)^# TYPE " + name + " (\\w+)$").matcher(text);
    assertThat(type.find()).as(name).isTrue();
    return type.group(1);
  }

  @Test
  void commits_and_conflicts_are_counted_and_writes_are_timed() {
    var path = served.created("total", 1);
    patch(path, 1);
    patch(path, 1);
    assertThat(value("cairn_commits_total{kind=\"create\"}")).isEqualTo(1);
    assertThat(value("cairn_commits_total{kind=\"commit\"}")).isEqualTo(1);
    assertThat(value("cairn_commit_unmade_total{answer=\"conflict\"}")).isEqualTo(1);
    assertThat(value("cairn_commit_wait_seconds_count")).isEqualTo(3);
    assertThat(value("cairn_commit_write_seconds_count")).isEqualTo(2);
    assertThat(value("cairn_commit_group_requests_sum")).isEqualTo(2);
    assertThat(value("cairn_state_size_bytes_count")).isEqualTo(2);
  }

  @Test
  void a_large_state_is_counted() {
    served.create("text", "x".repeat(1 << 20));
    assertThat(value("cairn_state_large_total")).isEqualTo(1);
  }

  @Test
  void a_batch_counts_each_member() {
    var one = "{\"create\":{\"workflowId\":\"create-prd\"}}";
    served
        .as("mia")
        .post(Served.WORKFLOWS + ":batch", "{\"atomic\":true,\"items\":[" + one + "," + one + "]}")
        .is(200);
    assertThat(value("cairn_commits_total{kind=\"create\"}")).isEqualTo(2);
  }

  @Test
  void a_node_whose_store_is_gone_lives_but_is_not_ready() {
    served.anonymous().get("/ready").is(200);
    served.cairn().close();
    served.anonymous().get("/ready").isProblem(503, "unavailable");
    served.anonymous().get("/health").is(200);
  }
}
