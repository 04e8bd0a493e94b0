package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Options;
import dev.cairn.cli.Cli.Run;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import dev.cairn.sql.SqlStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that run, from the command line: on a file, and on a server. */
class WorkCommandsTest {
  private static final String REVIEW =
      """
      id: review
      name: Review a text
      steps:
        - id: draft
          kind: input
          inputSchema: { type: object, required: [text] }
        - id: legal
          kind: approval
          roles: [Legal]
        - id: publish
          kind: wait
          signal: go
      """;
  private static final String TRIP =
      """
      id: trip
      steps:
        - id: hotel
          kind: task
          compensate: free
        - id: pay
          kind: task
      """;

  @TempDir Path folder;

  private Cli cli() {
    return Cli.in(folder).write("review.yaml", REVIEW).write("trip.yaml", TRIP);
  }

  @Test
  void a_workflow_is_run_from_a_file_to_what_it_waits_for_and_on() {
    var cli = cli();
    var begun = cli.run("run", "review.yaml", "--context", "{\"n\":1}").ends(0);
    assertThat(begun.out()).contains("started").contains("Current").contains("waits:");
    assertThat(begun.out()).contains("step 'draft' waits for input");
    var id = cli.run("ps", "--json").text("/items/0/id");
    whole(cli, id);
  }

  @Test
  void the_same_on_a_server() throws Exception {
    var options = Options.defaults();
    var data = Files.createDirectories(folder.resolve("data"));
    var config =
        ServerConfig.of(data, List.of(new ServerConfig.Source("test", Map.of("port", "0"))));
    var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
    try (var cairn = Kernel.over(SqlStores.sqlite(data.resolve("cairn.db")), options);
        var server = Server.start(cairn, config, journal, options.clock(), options.random())) {
      FirstStart.run(data, cairn.identities());
      var admin = Files.readString(data.resolve("admin.key")).strip();
      var url = server.address().toString();
      var boss = cli().withEnv(Map.of("CAIRN_STORE", url, "CAIRN_KEY", admin));
      var begun = boss.run("run", "review.yaml").ends(0);
      assertThat(begun.out()).contains("step 'draft' waits for input");
      var id = boss.run("ps", "--json").text("/items/0/id");
      boss.run("input", id, "draft", "{}").ends(1);
      boss.run("input", id, "draft", "{\"text\":\"hello\"}").ends(0);
      boss.run("approve", id).ends(5);
      var key =
          boss.run("keys", "create", "ann", "--role", "Operator", "--role", "Legal", "--json");
      var ann = boss.withEnv(Map.of("CAIRN_STORE", url, "CAIRN_KEY", key.text("/key")));
      ann.run("approve", id).ends(0);
      boss.run("signal", id, "go").ends(0);
      assertThat(boss.run("show", id, "--json").text("/status")).isEqualTo("Completed");
      saga(boss);
    }
  }

  private static void whole(Cli cli, String id) {
    assertThat(cli.run("status", id).ends(0).out()).contains("draft").contains("Current");
    assertThat(cli.run("explain", id).ends(0).out()).contains("input");
    var wrong = cli.run("input", id, "draft", "{}", "--json").ends(1);
    assertThat(wrong.problem().require("code").asString()).isEqualTo("schema_violation");
    cli.run("input", id, "draft", "{\"text\":\"hello\"}").ends(0);
    assertThat(cli.run("approvals").ends(0).out()).contains("0 of 1").contains("Legal");
    cli.run("approve", id).ends(5);
    cli.run("approve", id, "--role", "Legal", "--checksum", "ff").ends(4);
    var decided = cli.run("approve", id, "--role", "Legal", "--reason", "fine", "--json");
    assertThat(decided.text("/currentStepId")).isEqualTo("publish");
    cli.run("approve", id).ends(3);
    cli.run("signal", id, "go", "{\"by\":\"me\"}", "--key", "k").ends(0);
    assertThat(cli.run("status", id, "--json").json().require("percentComplete").asInt())
        .isEqualTo(100);
    cli.run("signal", id, "go").ends(1);
    cli.run("skip", id).ends(1);
  }

  /** A saga whose tasks are done by shell scripts; the file has no engine between commands. */
  private static void saga(Cli cli) {
    var begun = cli.run("run", "trip.yaml").ends(0);
    assertThat(begun.out()).contains("waits for a worker of queue");
    var hotel = claim(cli, "hotel");
    cli.run("tasks", "complete", hotel.text("/tasks/0/taskId"), "1", "{\"room\":7}").ends(0);
    var pay = claim(cli, "pay");
    var id = pay.text("/tasks/0/instanceId");
    cli.run("tasks", "heartbeat", pay.text("/tasks/0/taskId"), "1").ends(0);
    cli.run("tasks", "fail", pay.text("/tasks/0/taskId"), "9", "declined").ends(4);
    cli.run("tasks", "fail", pay.text("/tasks/0/taskId"), "1", "declined", "--final").ends(0);
    var free = claim(cli, "free");
    assertThat(free.json().at("/tasks/0/input/room").orElseThrow().asInt()).isEqualTo(7);
    assertThat(cli.run("saga", id).ends(0).out()).contains("compensating").contains("hotel");
    cli.run("tasks", "complete", free.text("/tasks/0/taskId"), "1").ends(0);
    assertThat(cli.run("saga", id, "--json").text("/status")).isEqualTo("compensated");
    assertThat(cli.run("show", id, "--json").text("/status")).isEqualTo("Failed");
  }

  private static Run claim(Cli cli, String queue) {
    var claimed = cli.run("tasks", "claim", queue, "--wait", "20", "--json").ends(0);
    assertThat(claimed.json().require("tasks").asArray().items()).as(queue).hasSize(1);
    return claimed;
  }

  @Test
  void a_workflow_that_fails_ends_the_run_with_1() {
    var cli =
        cli()
            .write(
                "end.yaml",
                """
                id: end
                steps:
                  - id: no
                    kind: end
                    outcome: failed
                    message: it was never meant to be
                """);
    var run = cli.run("run", "end.yaml").ends(1);
    assertThat(run.out()).contains("Failed").contains("never meant to be");
    cli.run("run", "absent.yaml").ends(2);
    cli.run("run", "end.yaml", "--wait", "soon").ends(2);
  }

  @Test
  void skipping_and_going_back_and_retrying() {
    var cli =
        cli()
            .write(
                "form.yaml",
                """
                id: form
                steps:
                  - { id: a, kind: input, canSkip: true }
                  - { id: b, kind: input }
                """);
    cli.run("run", "form.yaml").ends(0);
    var id = cli.run("ps", "--json").text("/items/0/id");
    assertThat(cli.run("skip", id, "--reason", "known", "--json").text("/currentStepId"))
        .isEqualTo("b");
    cli.run("skip", id, "b").ends(1);
    assertThat(cli.run("goto", id, "a", "--json").text("/currentStepId")).isEqualTo("a");
    cli.run("goto", id, "b").ends(1);
    cli.run("retry", id).ends(1);
    cli.run("tasks").ends(2);
    cli.run("tasks", "complete", "nonsense", "1").ends(3);
  }
}
