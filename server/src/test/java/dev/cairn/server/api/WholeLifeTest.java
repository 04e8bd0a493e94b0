package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Call;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows from their creation to their end, by nothing but HTTP. */
class WholeLifeTest {
  private static final String PRD =
      """
      {"id":"prd","name":"Write a PRD","estimatedDuration":"PT2H","steps":[
        {"id":"draft","name":"Draft","kind":"task","queue":"writers"},
        {"id":"facts","kind":"input","inputSchema":{"type":"object","required":["n"]}},
        {"id":"polish","kind":"input","canSkip":true},
        {"id":"ok","kind":"approval","roles":["Admin"]},
        {"id":"publish","kind":"task","queue":"writers"}]}
      """;
  private static final String BOOKING =
      """
      {"id":"booking","steps":[
        {"id":"seat","kind":"task","queue":"writers","compensate":"free"},
        {"id":"pay","kind":"task","queue":"writers"}]}
      """;

  @TempDir Path folder;
  private Served served;
  private Call mia;
  private Call leo;

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    mia = served.as("mia");
    leo = served.as("leo");
    mia.post("/api/v1/definitions", PRD).is(201);
    mia.post("/api/v1/definitions", BOOKING).is(201);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String created(String workflow) {
    var body = JsonObject.of("workflowId", workflow, "context", JsonObject.of("title", "Checkout"));
    var made = mia.post(Served.WORKFLOWS, body).is(201);
    assertThat(made.textAt("/status")).isEqualTo("Created");
    assertThat(made.at("/currentStep").asInt()).isZero();
    assertThat(made.header("ETag")).contains("\"1\"");
    return made.header("Location").orElseThrow();
  }

  private JsonObject claimed() {
    var body = "{\"queue\":\"writers\",\"max\":1,\"leaseSeconds\":60}";
    return leo.post("/api/v1/tasks/claim", body).is(200).at("/tasks/0").asObject();
  }

  private Reply done(Json output) {
    return done(claimed(), output);
  }

  private Reply done(JsonObject task, Json output) {
    return leo.post(
        "/api/v1/tasks/" + task.require("taskId").asString() + "/complete",
        JsonObject.of("fence", task.require("fence"), "output", output));
  }

  private void failed(String code) {
    var task = claimed();
    leo.post(
            "/api/v1/tasks/" + task.require("taskId").asString() + "/fail",
            JsonObject.of(
                "fence",
                task.require("fence"),
                "error",
                JsonObject.of("code", code, "message", "no"),
                "retryable",
                false))
        .is(200);
  }

  private void is(String path, String status, String step) {
    var now = mia.get(path).is(200);
    assertThat(now.textAt("/status")).isEqualTo(status);
    assertThat(now.textAt("/currentStepId")).isEqualTo(step);
  }

  private Reply input(String path, String step, Object... data) {
    return mia.post(path + "/input", JsonObject.of("stepId", step, "data", JsonObject.of(data)));
  }

  private Reply decide(Call who, String path, String decision, Object... data) {
    var waiting = leo.get("/api/v1/approvals").is(200);
    return who.post(
        path + "/approvals/" + waiting.textAt("/items/0/id") + "/decision",
        JsonObject.of(
            "decision",
            decision,
            "data",
            JsonObject.of(data),
            "checksum",
            waiting.textAt("/items/0/checksum")));
  }

  /** Those who may not are let in by their relation to the instance, and stopped by the step. */
  @Test
  void create_start_pause_resume_input_skip_approve_complete_and_delete() {
    var path = created("prd");
    var started = mia.post(path + "/start").is(200);
    assertThat(started.at("/currentStep").asInt()).isEqualTo(1);
    assertThat(started.at("/startedAt").isNull()).isFalse();
    assertThat(mia.get(path + "/explain").textAt("/waitingFor/0/kind")).isEqualTo("task");

    var task = claimed();
    mia.post(path + "/pause", "{\"reason\":\"lunch\"}").is(200);
    done(task, JsonObject.of("text", "once upon a time")).is(200);
    is(path, "Paused", "facts");
    input(path, "facts", "n", 1).isProblem(409, "not_waiting");
    var resumed = mia.post(path + "/resume").is(200);
    assertThat(resumed.textAt("/status")).as("no way round the input").isEqualTo("WaitingForInput");
    assertThat(resumed.at("/pausedAt").isNull()).isTrue();

    mia.post(path + "/skip").isProblem(400, "cannot_skip");
    input(path, "facts", "m", 1).isProblem(422, "validation_failed");
    input(path, "facts", "n", 1).is(200);
    is(path, "WaitingForInput", "polish");
    mia.post(path + "/goto", "{\"stepId\":\"publish\"}").isProblem(400, "step_not_visited");
    assertThat(mia.post(path + "/goto", "{\"stepId\":\"facts\"}").is(200).textAt("/currentStepId"))
        .isEqualTo("facts");
    input(path, "facts", "n", 2).is(200);
    mia.post(path + "/skip", "{\"reason\":\"it shines\"}").is(200);
    is(path, "WaitingForApproval", "ok");

    decide(leo, path, "modify", "title", "Checkout 2").is(200);
    is(path, "Running", "publish");
    assertThat(mia.get(path).textAt("/context/title")).isEqualTo("Checkout 2");
    done(JsonObject.of("at", "wiki")).is(200);
    var end = mia.get(path).is(200);
    assertThat(end.textAt("/status")).isEqualTo("Completed");
    assertThat(end.at("/endedAt").isNull()).isFalse();
    assertThat(end.at("/stepData/facts/n").asInt()).isEqualTo(2);
    assertThat(end.at("/tokens").asObject().isEmpty()).isTrue();

    var told = mia.get(path + "/status").is(200);
    assertThat(told.at("/percentComplete").asInt()).isEqualTo(100);
    assertThat(told.at("/steps").asArray().items())
        .extracting(it -> it.asObject().require("status").asString())
        .containsExactly("Completed", "Completed", "Skipped", "Completed", "Completed");
    whatHasEndedStaysSo(path);
    isToldByEvents(path);
    isGone(path);
  }

  private void whatHasEndedStaysSo(String path) {
    var before = mia.get(path).json();
    mia.post(path + "/cancel").isProblem(400, "invalid_transition");
    mia.post(path + "/skip").isProblem(400, "invalid_transition");
    mia.post(path + "/goto", "{\"stepId\":\"draft\"}").isProblem(400, "invalid_transition");
    mia.post(path + "/retry").isProblem(400, "invalid_transition");
    mia.post(path + "/signals", "{\"name\":\"x\"}").isProblem(409, "terminal");
    input(path, "facts", "n", 3).isProblem(409, "terminal");
    assertThat(mia.get(path).json()).isEqualTo(before);
  }

  private void isToldByEvents(String path) {
    var events = mia.get(path + "/events?limit=100").is(200).at("/items").asArray().items();
    assertThat(events)
        .extracting(it -> it.asObject().require("to").asString())
        .as("with those who claimed, and what was handed in without a change of status")
        .containsExactly(
            "Created",
            "Running",
            "Running",
            "Paused",
            "Paused",
            "Running",
            "WaitingForInput",
            "WaitingForInput",
            "WaitingForInput",
            "WaitingForInput",
            "Running",
            "WaitingForApproval",
            "Running",
            "Running",
            "Completed");
    assertThat(events)
        .extracting(it -> it.asObject().require("actor").asString())
        .as("who did it, not whose it is")
        .contains("mia", "leo");
    assertThat(mia.get(path + "/verify").is(200).at("/ok")).isEqualTo(Json.of(true));
  }

  private void isGone(String path) {
    var id = path.substring(path.lastIndexOf('/') + 1);
    mia.delete(path).is(204);
    mia.get(path).isProblem(404, "not_found");
    mia.post(path + "/start").isProblem(404, "not_found");
    var again = JsonObject.of("workflowId", "prd", "id", id);
    mia.post(Served.WORKFLOWS, again).isProblem(409, "already_exists");
    assertThat(mia.get(path + "/receipts?limit=1").is(200).at("/items").asArray()).hasSize(1);
    mia.post(path + "/purge").is(200);
    assertThat(mia.get(path + "/verify").is(200).at("/ok")).isEqualTo(Json.of(true));
  }

  @Test
  void a_step_that_failed_is_tried_again_by_a_fork_unless_what_was_done_is_undone() {
    var path = created("booking");
    mia.post(path + "/start").is(200);
    failed("full");
    var failed = mia.get(path).is(200);
    assertThat(failed.textAt("/status")).isEqualTo("Failed");
    assertThat(failed.textAt("/error/code")).isEqualTo("full");
    var fork = mia.post(path + "/retry").is(201);
    assertThat(fork.textAt("/forkedFrom/id")).isEqualTo(failed.textAt("/id"));
    var next = fork.header("Location").orElseThrow();
    done(JsonObject.of("seat", "4a")).is(200);
    failed("no_money");
    assertThat(mia.get(next + "/status").textAt("/saga/status")).isEqualTo("compensating");
    drive(EngineSettings.named("n").offering());
    undo();
    assertThat(mia.get(next + "/status").textAt("/saga/status")).isEqualTo("compensated");
    var before = mia.get(next).json();
    var refused = mia.post(next + "/retry").isProblem(409, "undone");
    assertThat(refused.textAt("/hint")).contains("fork version 1");
    assertThat(mia.get(next).json()).isEqualTo(before);
  }

  private void drive(EngineSettings settings) {
    try (var engine = Engine.over(served.cairn(), settings)) {
      engine.runUntilIdle();
    }
  }

  private void undo() {
    var task = leo.post("/api/v1/tasks/claim", "{\"queue\":\"free\"}").is(200).at("/tasks/0");
    assertThat(task.asObject().require("idempotencyKey").asString()).endsWith("/undo");
    leo.post(
            "/api/v1/tasks/" + task.asObject().require("taskId").asString() + "/complete",
            JsonObject.of("fence", task.asObject().require("fence"), "output", Json.of(true)))
        .is(200);
  }

  @Test
  void a_workflow_that_waits_is_cancelled_and_nothing_waits_any_more() {
    var path = created("prd");
    mia.post(path + "/start").is(200);
    done(JsonObject.empty()).is(200);
    input(path, "facts", "n", 1).is(200);
    mia.post(path + "/skip").is(200);
    var cancelled = mia.post(path + "/cancel", "{\"reason\":\"not now\"}").is(200);
    assertThat(cancelled.textAt("/status")).isEqualTo("Cancelled");
    assertThat(cancelled.at("/endedAt").isNull()).isFalse();
    assertThat(leo.get("/api/v1/approvals").at("/items").asArray()).isEmpty();
    assertThat(mia.get(path + "/explain").at("/waitingFor").asArray()).isEmpty();
    assertThat(mia.get(Served.WORKFLOWS).at("/items").asArray()).as("hidden").isEmpty();
    assertThat(mia.get(Served.WORKFLOWS + "?showCancelled=true").at("/items").asArray()).hasSize(1);
  }

  @Test
  void the_estimate_is_said_by_the_definition_or_follows_from_what_is_done() {
    var path = created("prd");
    assertThat(mia.get(path + "/status").at("/estimatedCompletion").isNull()).isTrue();
    mia.post(path + "/start").is(200);
    served.clock().advance(Duration.ofMinutes(30));
    var start = mia.get(path).textAt("/startedAt");
    var said = mia.get(path + "/status").is(200).textAt("/estimatedCompletion");
    assertThat(dev.cairn.Times.parse(said))
        .isEqualTo(dev.cairn.Times.parse(start).plus(Duration.ofHours(2)));
    done(JsonObject.empty()).is(200);
    assertThat(mia.get(path + "/status").textAt("/estimatedCompletion")).isEqualTo(said);
  }

  @Test
  void what_is_deleted_while_it_runs_is_out_of_lists_and_queues() {
    var path = created("booking");
    mia.post(path + "/start").is(200);
    mia.delete(path).is(204);
    assertThat(leo.post("/api/v1/tasks/claim", "{\"queue\":\"writers\"}").at("/tasks").asArray())
        .isEmpty();
    assertThat(mia.get(Served.WORKFLOWS).at("/items").asArray()).isEmpty();
    assertThat(mia.get("/api/v1/statistics").at("/total").asLong()).isZero();
    assertThat(List.of(mia.get(path).status(), mia.get(path + "/status").status()))
        .containsOnly(404);
  }
}
