package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to workflows that run, over HTTP. */
class WorkRoutesTest {
  private static final String SAGA =
      """
      {"id":"trip","estimatedDuration":"PT2H","steps":[
        {"id":"hotel","kind":"task","compensate":{"handler":"freeHotel",
          "retry":{"maxRetries":2,"initial":"PT1H"}}},
        {"id":"flight","kind":"task"}]}
      """;

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

  /** The path of an instance that has begun. */
  private String started(String definition) {
    var made = served.as("mia").post(Served.WORKFLOWS, JsonObject.of("workflowId", definition));
    var path = made.is(201).header("Location").orElseThrow();
    served.as("mia").post(path + "/start").is(200);
    return path;
  }

  private Reply input(String path, String step) {
    return served
        .as("mia")
        .post(path + "/input", JsonObject.of("stepId", step, "data", JsonObject.of("a", 1)));
  }

  private Reply decide(String path, String who, String decision, String checksum) {
    var approval = served.as(who).get("/api/v1/approvals").textAt("/items/0/id");
    return served
        .as(who)
        .post(
            path + "/approvals/" + approval + "/decision",
            JsonObject.of("decision", decision, "checksum", checksum));
  }

  private void run(EngineSettings settings) {
    try (var engine = Engine.over(served.cairn(), settings)) {
      engine.runUntilIdle();
    }
  }

  @Test
  void input_and_an_approval_lead_to_the_end() {
    var path = started(Served.FORM);
    assertThat(served.as("mia").get(path).textAt("/status")).isEqualTo("WaitingForInput");
    var given = input(path, "form").is(200);
    assertThat(given.textAt("/status")).isEqualTo("WaitingForApproval");
    assertThat(given.header("ETag")).contains("\"3\"");
    var list = served.as("leo").get("/api/v1/approvals?mine=true").is(200);
    assertThat(list.textAt("/items/0/stepId")).isEqualTo("ok");
    assertThat(list.textAt("/items/0/checksum")).isEqualTo(given.textAt("/checksum"));
    var decided = decide(path, "leo", "approve", given.textAt("/checksum")).is(200);
    assertThat(decided.textAt("/status")).isEqualTo("Completed");
    assertThat(decided.textAt("/stepData/ok/votes/0/by")).isEqualTo("leo");
    assertThat(served.as("leo").get("/api/v1/approvals").at("/items").asArray()).isEmpty();
  }

  @Test
  void a_decision_on_what_has_changed_since_is_a_conflict() {
    var path = started(Served.FORM);
    var seen = input(path, "form").textAt("/checksum");
    served
        .as("mia")
        .with("If-Match", "\"3\"")
        .patch(path + "/state", "application/merge-patch+json", "{\"sum\":9}")
        .is(200);
    var refused = decide(path, "leo", "approve", seen).isProblem(409, "stale_approval");
    assertThat(refused.textAt("/reasons/0/code")).isEqualTo("stale_approval");
    assertThat(served.as("mia").get(path).header("ETag")).contains("\"4\"");
    decide(path, "leo", "approve", served.as("leo").get(path).textAt("/checksum")).is(200);
  }

  @Test
  void approvals_come_in_pages_and_each_comes_once() {
    for (int i = 0; i < 7; i++) {
      input(started(Served.FORM), "form").is(200);
    }
    var ids = new TreeSet<String>();
    var target = "/api/v1/approvals?limit=3";
    int pages = 0;
    for (var next = target; !next.isEmpty(); pages++) {
      var page = served.as("leo").get(next).is(200);
      page.at("/items")
          .asArray()
          .forEach(
              it -> assertThat(ids.add(it.asObject().require("instanceId").asString())).isTrue());
      var cursor = page.json().require("next");
      next = cursor.isNull() ? "" : target + "&cursor=" + cursor.asString();
    }
    assertThat(ids).hasSize(7);
    assertThat(pages).isBetween(3, 4);
    served.as("leo").get("/api/v1/approvals?cursor=nonsense").isProblem(400, "invalid_cursor");
  }

  @Test
  void what_does_not_wait_takes_no_input() {
    var path = started(Served.FORM);
    input(path, "ok").isProblem(409, "not_waiting");
    served
        .as("mia")
        .post(path + "/input", "{\"stepId\":\"form\"}")
        .isProblem(400, "invalid_request");
    input(path, "form").is(200);
    input(path, "form").isProblem(409, "not_waiting");
  }

  @Test
  void skipping_and_going_back_move_the_pointer() {
    var path = started(Served.FORM);
    var skipped = served.as("mia").post(path + "/skip", "{\"reason\":\"known\"}").is(200);
    assertThat(skipped.textAt("/currentStepId")).isEqualTo("ok");
    served.as("mia").post(path + "/skip").isProblem(400, "cannot_skip");
    var back = served.as("mia").post(path + "/goto", "{\"stepId\":\"form\"}").is(200);
    assertThat(back.textAt("/status")).isEqualTo("WaitingForInput");
    served.as("mia").post(path + "/goto", "{\"stepId\":\"ok\"}").isProblem(400, "step_not_visited");
    served.as("mia").post(path + "/goto", "{\"stepId\":\"no\"}").isProblem(400, "step_not_found");
  }

  @Test
  void what_only_a_running_workflow_can_do_names_its_status() {
    var path = served.created();
    var refused = served.as("mia").post(path + "/skip").isProblem(400, "invalid_transition");
    assertThat(refused.textAt("/detail")).contains("Created state");
    assertThat(refused.textAt("/from")).isEqualTo("Created");
    served.as("mia").post(path + "/signals", "{\"name\":\"x\"}").isProblem(400, "not_executable");
  }

  @Test
  void a_signal_with_a_key_counts_once() {
    var path = started(Served.FORM);
    var body = "{\"name\":\"paid\",\"payload\":7,\"key\":\"k1\"}";
    var first = served.as("mia").post(path + "/signals", body).is(202);
    var again = served.as("mia").post(path + "/signals", body).is(200);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.textAt("/receipt/hash")).isEqualTo(first.textAt("/receipt/hash"));
    served
        .as("mia")
        .post(path + "/signals", "{\"name\":\"paid\",\"payload\":8,\"key\":\"k1\"}")
        .isProblem(422, "key_reused");
  }

  @Test
  void status_tells_every_step_with_percent_and_estimate() {
    served.as("mia").post("/api/v1/definitions", SAGA).is(201);
    var path = started("trip");
    var early = served.as("mia").get(path + "/status").is(200);
    assertThat(early.at("/percentComplete").asInt()).isZero();
    assertThat(early.textAt("/steps/0/status")).isEqualTo("Current");
    run(
        EngineSettings.named("n")
            .handler("hotel", job -> Outcome.of("room", 7))
            .handler(
                "flight",
                job -> {
                  throw StepFailure.permanent("full", "no seat");
                }));
    var late = served.as("mia").get(path + "/status").is(200);
    assertThat(late.at("/percentComplete").asInt()).isEqualTo(50);
    assertThat(late.textAt("/steps/0/status")).isEqualTo("Completed");
    assertThat(late.textAt("/steps/1/status")).isEqualTo("Failed");
    assertThat(late.textAt("/saga/status")).isEqualTo("compensation_failed");
    assertThat(late.textAt("/status")).isEqualTo("Failed");
  }

  @Test
  void an_operator_sees_what_is_left_to_undo_and_hurries_it() {
    served.as("mia").post("/api/v1/definitions", SAGA).is(201);
    var path = started("trip");
    var settings =
        EngineSettings.named("n")
            .handler("hotel", job -> Outcome.of("room", 7))
            .handler(
                "flight",
                job -> {
                  throw StepFailure.permanent("full", "no seat");
                });
    run(
        settings.handler(
            "freeHotel",
            job -> {
              throw StepFailure.passing("closed", "call tomorrow");
            }));
    var saga = served.as("mia").get(path + "/saga").is(200);
    assertThat(saga.textAt("/status")).isEqualTo("compensating");
    assertThat(saga.textAt("/cause")).isEqualTo("failed");
    assertThat(saga.textAt("/compensations/0/stepId")).isEqualTo("hotel");
    assertThat(saga.textAt("/compensations/0/status")).isEqualTo("Waiting");
    assertThat(saga.at("/compensations/0/output")).isEqualTo(JsonObject.of("room", 7));
    assertThat(saga.textAt("/compensations/0/error/code")).isEqualTo("closed");
    var hurried = served.as("mia").post(path + "/retry").is(200);
    assertThat(hurried.textAt("/status")).isEqualTo("Running");
    run(settings.handler("freeHotel", job -> Outcome.none()));
    var end = served.as("mia").get(path + "/saga").is(200);
    assertThat(end.textAt("/status")).isEqualTo("compensated");
    assertThat(end.at("/compensations").asArray()).isEmpty();
    assertThat(served.as("mia").get(path).textAt("/error/code")).isEqualTo("full");
  }

  @Test
  void an_operator_gives_up_a_compensation_and_the_saga_ends() {
    served.as("mia").post("/api/v1/definitions", SAGA).is(201);
    var path = started("trip");
    run(
        EngineSettings.named("n")
            .handler("hotel", job -> Outcome.of("room", 7))
            .handler(
                "flight",
                job -> {
                  throw StepFailure.permanent("full", "no seat");
                })
            .handler(
                "freeHotel",
                job -> {
                  throw StepFailure.passing("closed", "call tomorrow");
                }));
    var skipped = served.as("mia").post(path + "/skip", "{\"stepId\":\"hotel\"}").is(200);
    assertThat(skipped.textAt("/status")).isEqualTo("Failed");
    assertThat(served.as("mia").get(path + "/status").textAt("/saga/status"))
        .isEqualTo("compensated");
  }

  @Test
  void a_failed_step_is_tried_again_by_a_fork() {
    var body = "{\"id\":\"one\",\"steps\":[{\"id\":\"a\",\"kind\":\"task\"}]}";
    served.as("mia").post("/api/v1/definitions", body).is(201);
    var path = started("one");
    run(EngineSettings.named("n"));
    assertThat(served.as("mia").get(path).textAt("/error/code")).isEqualTo("no_handler");
    var fork = served.as("mia").post(path + "/retry").is(201);
    assertThat(fork.textAt("/forkedFrom/id")).isEqualTo(path.replaceFirst(".*/", ""));
    run(EngineSettings.named("n").handler("a", job -> Outcome.none()));
    var after = served.as("mia").get(fork.header("Location").orElseThrow());
    assertThat(after.textAt("/status")).isEqualTo("Completed");
    served
        .as("mia")
        .post(fork.header("Location").orElseThrow() + "/retry")
        .isProblem(400, "invalid_transition");
  }

  @Test
  void explain_tells_what_is_waited_for_and_shows_the_instance_on_demand() {
    var path = started(Served.FORM);
    var told = served.as("mia").get(path + "/explain").is(200);
    assertThat(told.textAt("/waitingFor/0/kind")).isEqualTo("input");
    assertThat(told.at("/runnable")).isEqualTo(Json.of(false));
    assertThat(told.json().has("instance")).isFalse();
    var more =
        served.as("mia").with("Prefer", "return=representation").get(path + "/explain").is(200);
    assertThat(more.textAt("/instance/status")).isEqualTo("WaitingForInput");
  }
}
