package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life cycle. */
class LifeRoutesTest {
  @TempDir Path folder;
  private Served served;
  private String path = "";

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    path = served.created();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void a_life_from_start_to_cancel() {
    var mia = served.as("mia");
    var started = mia.post(path + "/start").is(200);
    assertThat(started.textAt("/status")).isEqualTo("Running");
    assertThat(started.textAt("/currentStepId")).isEqualTo("draft");
    assertThat(started.header("ETag")).contains("\"2\"");
    var paused = mia.post(path + "/pause", "{\"reason\":\"lunch\"}").is(200);
    assertThat(paused.textAt("/status")).isEqualTo("Paused");
    var resumed = mia.post(path + "/resume", "{\"reason\":\"fed\"}").is(200);
    assertThat(resumed.json().has("message")).isFalse();
    assertThat(mia.post(path + "/cancel", "{}").is(200).textAt("/status")).isEqualTo("Cancelled");
    assertThat(mia.get(path + "/versions/4").is(200).textAt("/status")).isEqualTo("Running");
    assertThat(mia.get(path + "/versions").at("/items/2/reason").asString()).isEqualTo("lunch");
    assertThat(mia.get(path + "/versions").at("/items/3/reason").asString()).isEqualTo("fed");
  }

  @Test
  void an_illegal_transition_names_both_statuses_and_changes_nothing() {
    var refused = served.as("mia").post(path + "/pause").isProblem(400, "invalid_transition");
    assertThat(refused.textAt("/detail")).isEqualTo("Cannot pause workflow in Created state");
    assertThat(refused.textAt("/from")).isEqualTo("Created");
    assertThat(refused.textAt("/to")).isEqualTo("Paused");
    assertThat(served.as("mia").get(path).header("ETag")).contains("\"1\"");
  }

  @Test
  void resuming_after_more_than_a_day_says_that_the_context_is_stale() {
    served.as("mia").post(path + "/start").is(200);
    served.as("mia").post(path + "/pause").is(200);
    served.clock().advance(Duration.ofHours(24).plusSeconds(1));
    var resumed = served.as("mia").post(path + "/resume").is(200);
    assertThat(resumed.textAt("/message")).contains("stale");
    assertThat(resumed.header("Cairn-Warning")).contains("stale_context");
  }

  @Test
  void a_call_from_an_old_version_changes_nothing() {
    var mia = served.as("mia");
    mia.with("If-Match", "\"1\"").post(path + "/start").is(200);
    var stale = mia.with("If-Match", "\"1\"").post(path + "/pause");
    assertThat(stale.isProblem(412, "version_conflict").at("/currentVersion").asInt()).isEqualTo(2);
    mia.post(path + "/pause", "{\"expectedVersion\":1}").isProblem(409, "version_conflict");
    mia.with("If-Match", "\"2\"")
        .post(path + "/pause", "{\"expectedVersion\":2}")
        .isProblem(400, "invalid_request");
    assertThat(mia.get(path).textAt("/status")).isEqualTo("Running");
    mia.post(path + "/pause", "{\"expectedVersion\":2}").is(200);
  }

  @Test
  void a_call_with_a_key_is_made_once_and_answers_as_it_did() {
    var mia = served.as("mia").with("Idempotency-Key", "go");
    var started = mia.post(path + "/start").is(200);
    served.as("mia").post(path + "/pause").is(200);
    var again = mia.post(path + "/start").is(200);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.json()).isEqualTo(started.json());
    assertThat(again.header("Cairn-Receipt")).isEqualTo(started.header("Cairn-Receipt"));
    var receipt = mia.with("Prefer", "return=representation").post(path + "/start").is(200);
    assertThat(receipt.textAt("/receipt/idempotencyKey")).isEqualTo("go");
    mia.post(path + "/pause").isProblem(422, "key_reused");
  }

  @Test
  void what_a_call_does_not_have_is_refused_by_name() {
    served.as("mia").post(path + "/start", "{\"when\":\"now\"}").isProblem(400, "unknown_field");
    served.as("mia").post(path + "/start?now=1").isProblem(400, "unknown_parameter");
  }
}
