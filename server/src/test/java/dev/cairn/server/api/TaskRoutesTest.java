package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.NewInstance;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks for workers in any language, over HTTP. */
class TaskRoutesTest {
  private static final String CLAIM = "/api/v1/tasks/claim";

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

  /** The path of an instance that offers a task. */
  private String offered() {
    var made = served.cairn().workflows().create(NewInstance.of(Served.QUEUED).started());
    return Served.WORKFLOWS + "/" + made.id();
  }

  private Reply claim(String worker, Object... more) {
    var body = with(JsonObject.of("queue", "billing", "leaseSeconds", 30), more);
    return served.as(worker).post(CLAIM, body);
  }

  private Reply say(String worker, Reply grant, String word, Object... more) {
    var path = "/api/v1/tasks/" + grant.textAt("/tasks/0/taskId") + "/" + word;
    var fence = JsonObject.of("fence", grant.at("/tasks/0/fence"));
    return served.as(worker).post(path, with(fence, more));
  }

  private static JsonObject with(JsonObject base, Object... more) {
    var all = base;
    for (var entry : JsonObject.of(more).entries()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  private void lookAfterTimers() {
    try (var engine = Engine.over(served.cairn(), EngineSettings.named("n"))) {
      engine.runUntilIdle();
    }
  }

  @Test
  void a_worker_claims_a_task_and_completes_it() {
    var path = offered();
    var grant = claim("ann").is(200);
    assertThat(grant.textAt("/tasks/0/stepId")).isEqualTo("bill");
    assertThat(grant.textAt("/tasks/0/idempotencyKey")).contains("bill");
    assertThat(claim("bob").at("/tasks").asArray()).isEmpty();
    say("ann", grant, "heartbeat", "leaseSeconds", 60).is(200);
    var done = say("ann", grant, "complete", "output", JsonObject.of("paid", true)).is(200);
    assertThat(done.json().has("receipt")).isTrue();
    var end = served.as("ann").get(path);
    assertThat(end.textAt("/status")).isEqualTo("Completed");
    assertThat(end.at("/stepData/bill")).isEqualTo(JsonObject.of("paid", true));
    assertThat(end.textAt("/lastModifiedBy")).isEqualTo("ann");
    say("ann", grant, "complete").isProblem(409, "terminal");
  }

  @Test
  void a_worker_whose_time_is_over_is_fenced_with_every_word() {
    var path = offered();
    var first = claim("ann").is(200);
    served.clock().advance(Duration.ofSeconds(31));
    lookAfterTimers();
    var second = claim("bob").is(200);
    assertThat(second.textAt("/tasks/0/taskId")).isEqualTo(first.textAt("/tasks/0/taskId"));
    var before = served.as("bob").get(path).text();
    say("ann", first, "heartbeat").isProblem(409, "fenced");
    say("ann", first, "complete", "output", 1).isProblem(409, "fenced");
    var refused = say("ann", first, "fail", "retryable", false).isProblem(409, "fenced");
    assertThat(refused.textAt("/reasons/0/code")).isEqualTo("fenced");
    assertThat(served.as("bob").get(path).text()).isEqualTo(before);
    say("bob", second, "complete", "output", 2).is(200);
  }

  @Test
  void a_task_that_failed_is_tried_again_unless_that_is_no_use() {
    var path = offered();
    var error = JsonObject.of("code", "down", "message", "try later");
    say("ann", claim("ann"), "fail", "error", error).is(200);
    assertThat(served.as("ann").get(path).textAt("/status")).isEqualTo("Running");
    served.clock().advance(Duration.ofHours(2));
    lookAfterTimers();
    var again = claim("ann").is(200);
    assertThat(again.at("/tasks/0/attempt").asInt()).isEqualTo(2);
    say("ann", again, "fail", "error", error, "retryable", false).is(200);
    assertThat(served.as("ann").get(path).textAt("/error/code")).isEqualTo("down");
  }

  @Test
  void a_claim_waits_for_a_task_that_comes() throws Exception {
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = both.submit(() -> claim("ann", "waitSeconds", 20).is(200));
      offered();
      assertThat(waiting.get().at("/tasks").asArray()).hasSize(1);
    }
  }

  @Test
  void many_workers_take_each_task_once() throws Exception {
    for (int i = 0; i < 20; i++) {
      offered();
    }
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims = new ArrayList<java.util.concurrent.Future<Reply>>();
      for (int i = 0; i < 8; i++) {
        var worker = "w" + i;
        claims.add(all.submit(() -> claim(worker, "max", 20).is(200)));
      }
      var ids = new ArrayList<String>();
      for (var claim : claims) {
        claim
            .get()
            .at("/tasks")
            .asArray()
            .forEach(it -> ids.add(it.asObject().require("taskId").asString()));
      }
      // Who is slower than another gets nothing, and asks again.
      claim("w9", "max", 20)
          .at("/tasks")
          .asArray()
          .forEach(it -> ids.add(it.asObject().require("taskId").asString()));
      assertThat(ids).hasSize(20).doesNotHaveDuplicates();
    }
  }

  @Test
  void what_cannot_be_is_refused_before_anybody_waits() {
    claim("ann", "waitSeconds", 61).isProblem(400, "invalid_request");
    claim("ann", "leaseSeconds", 0).isProblem(400, "invalid_request");
    claim("ann", "max", 101).isProblem(400, "invalid_request");
    claim("ann", "nap", 1).isProblem(400, "unknown_field");
    claim("ann", "queue", "", "waitSeconds", 60).isProblem(400, "invalid_name");
    served
        .as("ann")
        .post("/api/v1/tasks/nonsense/complete", "{\"fence\":1}")
        .isProblem(404, "task_not_found");
    served.as("Participant").post(CLAIM, "{\"queue\":\"billing\"}").isProblem(403, "forbidden");
  }
}
