package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A server drives the workflows of its store, unless it is told not to. */
class DrivingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static String started(Gated gated, String steps) {
    var admin = gated.as("boss", Role.ADMIN);
    var definition = JsonObject.of("id", "flow", "steps", Json.parse(steps));
    admin.post("/api/v1/definitions", definition).is(201);
    var made = admin.post(Served.WORKFLOWS, JsonObject.of("workflowId", "flow")).is(201);
    var path = made.header("Location").orElseThrow();
    admin.post(path + "/start").is(200);
    return path;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean has(Gated gated, String path, String status) {
    return gated.as("boss", Role.ADMIN).get(path).textAt("/status").equals(status);
  }

  private static JsonObject claim(Gated gated, String queue) {
    var body = JsonObject.of("queue", queue, "waitSeconds", 20);
    var grant = gated.as("boss", Role.ADMIN).post("/api/v1/tasks/claim", body).is(200);
    assertThat(grant.at("/tasks").asArray().items()).as(queue).hasSize(1);
    return grant.at("/tasks/0").asObject();
  }

  private static void say(Gated gated, JsonObject task, String word, JsonObject more) {
    var path = "/api/v1/tasks/" + task.require("taskId").asString() + "/" + word;
    var body = more.with("fence", task.require("fence"));
    gated.as("boss", Role.ADMIN).post(path, body).is(200);
  }

  @Test
  void timers_fire_and_tasks_without_a_handler_wait_for_workers() {
    try (var gated = new Gated(Map.of("node", "here"))) {
      var path =
          started(
              gated,
              """
              [{"id":"nap","kind":"wait","duration":"PT1H"},{"id":"charge","kind":"task"}]
              """);
      var told = gated.as("boss", Role.ADMIN).get(path + "/explain").is(200);
      assertThat(told.textAt("/waitingFor/0/kind")).isEqualTo("timer");
      gated.clock.advance(Duration.ofHours(1));
      var task = claim(gated, "charge");
      say(gated, task, "complete", JsonObject.of("output", JsonObject.of("receipt", 7)));
      assertThat(has(gated, path, "Completed")).isTrue();
      var shown = gated.anonymous().get("/metrics").is(200).text().lines().toList();
      assertThat(
              shown.stream().filter(it -> it.matches("cairn_(step|wake|lanes)_\\w+(\\{.*})? .*")))
          .contains(
              "cairn_step_attempts_total{result=\"done\"} 1.0",
              "cairn_step_seconds_count{step=\"charge\"} 1",
              "cairn_wake_lag_seconds_count 1",
              "cairn_lanes_held 4.0");
    }
  }

  @Test
  void a_saga_is_undone_by_workers() {
    try (var gated = new Gated(Map.of())) {
      var path =
          started(
              gated,
              """
              [{"id":"hotel","kind":"task","compensate":"free"},{"id":"pay","kind":"task"}]
              """);
      say(gated, claim(gated, "hotel"), "complete", JsonObject.of("output", 7));
      var error = JsonObject.of("code", "declined", "message", "no money");
      say(gated, claim(gated, "pay"), "fail", JsonObject.of("error", error, "retryable", false));
      var free = claim(gated, "free");
      assertThat(free.require("input")).isEqualTo(Json.of(7));
      say(gated, free, "complete", JsonObject.empty());
      assertThat(has(gated, path, "Failed")).isTrue();
      var saga = gated.as("boss", Role.ADMIN).get(path + "/saga");
      assertThat(saga.textAt("/status")).isEqualTo("compensated");
    }
  }

  @Test
  void a_server_that_drives_nothing_leaves_it_to_others() {
    try (var gated = new Gated(Map.of("engine", "off"))) {
      var path = started(gated, "[{\"id\":\"nap\",\"kind\":\"wait\",\"duration\":\"PT1H\"}]");
      gated.clock.advance(Duration.ofHours(2));
      var told = gated.as("boss", Role.ADMIN).get(path + "/explain").is(200);
      assertThat(told.at("/leaseHolder").isNull()).isTrue();
      assertThat(told.at("/runnable")).isEqualTo(Json.of(false));
      assertThat(has(gated, path, "Running")).isTrue();
    }
  }

  @Test
  void a_node_is_called_as_it_was_told() {
    try (var gated = new Gated(Map.of("node", "left"))) {
      var path = started(gated, "[{\"id\":\"nap\",\"kind\":\"wait\",\"duration\":\"PT1H\"}]");
      await(() ->
          gated
              .as("boss", Role.ADMIN)
              .get(path + "/explain")
              .at("/leaseHolder")
              .equals(Json.of("left")));
    }
  }

  @Test
  void wrong_settings_are_refused_by_name() {
    for (var wrong :
        List.of(
            Map.of("engine", "maybe"),
            Map.of("lease", "PT0.1S"),
            Map.of("lanes", "4"),
            Map.of("lanes", "0", "database", "jdbc:postgresql://x/y"))) {
      var source = new ServerConfig.Source("the test", wrong);
      assertThatThrownBy(() -> ServerConfig.of(Path.of("unused"), List.of(source)))
          .isInstanceOf(CairnException.Invalid.class)
          .hasMessageContaining(
              wrong.containsKey("lanes")
                  ? "lanes"
                  : wrong.keySet().toString().replaceAll("[\\[\\]]", ""));
    }
    var many =
        new ServerConfig.Source(
            "the test", Map.of("lanes", "4", "database", "jdbc:postgresql://x/y?a=b"));
    assertThat(ServerConfig.of(Path.of("unused"), List.of(many)).store())
        .isEqualTo("jdbc:postgresql://x/y?a=b&cairnLanes=4");
  }
}
