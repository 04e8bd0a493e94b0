package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches of the context, and commits. */
class ChangeRoutesTest {
  private static final String MERGE = "application/merge-patch+json";
  private static final String PATCH = "application/json-patch+json";

  @TempDir Path folder;
  private Served served;
  private String path = "";

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    path = served.created("title", "Checkout", "total", 1);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Reply patch(String who, String version, String type, String body) {
    return served.as(who).with("If-Match", version).patch(path + "/state", type, body);
  }

  private Reply commit(String body) {
    return served.as("mia").post(path + "/commits", body);
  }

  @Test
  void a_merge_patch_changes_the_context() {
    var changed = patch("leo", "\"1\"", MERGE, "{\"total\":2,\"title\":null}").is(200);
    assertThat(changed.header("ETag")).contains("\"2\"");
    assertThat(changed.at("/context")).isEqualTo(Json.parse("{\"total\":2}"));
    assertThat(changed.textAt("/lastModifiedBy")).isEqualTo("leo");
    var receipt = served.as("mia").get(path + "/receipts/2").is(200);
    assertThat(changed.header("Cairn-Receipt")).contains(receipt.textAt("/hash"));
  }

  @Test
  void a_json_patch_changes_the_context() {
    patch("leo", "\"1\"", PATCH, "[{\"op\":\"add\",\"path\":\"/a\",\"value\":[1]}]").is(200);
    assertThat(served.as("mia").get(path).at("/context/a")).isEqualTo(Json.parse("[1]"));
  }

  @Test
  void a_patch_that_cannot_be_applied_is_refused_and_nothing_changes() {
    patch("leo", "\"1\"", PATCH, "[{\"op\":\"remove\",\"path\":\"/nothing\"}]")
        .isProblem(422, "validation_failed");
    assertThat(served.as("mia").get(path).header("ETag")).contains("\"1\"");
  }

  @Test
  void a_patch_needs_the_version_that_was_read() {
    served.as("mia").patch(path + "/state", MERGE, "{}").isProblem(428, "version_required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "W/\"1\"", "\"one\"", "*", "\"1\", \"2\"", "\"-1\"", "\"\""})
  void what_is_not_one_strong_tag_of_ours_is_no_version(String tag) {
    patch("mia", tag, MERGE, "{}").isProblem(400, "invalid_precondition");
  }

  @Test
  void a_stale_patch_is_told_what_is_current() {
    patch("leo", "\"1\"", MERGE, "{\"title\":\"Basket\"}").is(200);
    var refused = patch("mia", "\"1\"", MERGE, "{\"title\":\"Cart\"}");
    refused.isProblem(412, "version_conflict");
    assertThat(refused.at("/expectedVersion").asLong()).isEqualTo(1);
    assertThat(refused.at("/currentVersion").asLong()).isEqualTo(2);
    assertThat(refused.textAt("/modifiedBy")).isEqualTo("leo");
    assertThat(refused.at("/conflicts")).isEqualTo(Json.parse("[\"/title\"]"));
    assertThat(refused.at("/current")).isEqualTo(served.as("mia").get(path).json());
  }

  @Test
  void disjoint_patches_merge_when_asked_to() {
    patch("leo", "\"1\"", MERGE, "{\"title\":\"Basket\"}").is(200);
    var merged =
        served
            .as("mia")
            .with("If-Match", "\"1\"")
            .patch(path + "/state?onConflict=merge", MERGE, "{\"total\":5}")
            .is(200);
    assertThat(merged.at("/context")).isEqualTo(Json.parse("{\"title\":\"Basket\",\"total\":5}"));
    served
        .as("mia")
        .with("If-Match", "\"1\"")
        .patch(path + "/state?onConflict=merge", MERGE, "{\"title\":\"Cart\"}")
        .isProblem(412, "version_conflict");
  }

  @Test
  void a_patch_of_another_type_is_not_read() {
    patch("mia", "\"1\"", "application/json", "{}").isProblem(415, "unsupported_media_type");
    patch("mia", "\"1\"", MERGE, "[]").isProblem(400, "wrong_type");
    patch("mia", "\"1\"", PATCH, "{}").isProblem(400, "bad_patch");
  }

  @Test
  void a_commit_answers_its_receipt() {
    var made =
        commit(
                """
                {"expectedVersion":1,"reason":"the design is done","mutations":[
                  {"type":"mergeContext","patch":{"total":3}},
                  {"type":"addTags","tags":["design"]},
                  {"type":"incrementStepCount"}]}
                """)
            .is(201);
    assertThat(made.at("/version").asLong()).isEqualTo(2);
    assertThat(made.at("/receipt/mutations").asArray().size()).isEqualTo(3);
    assertThat(made.textAt("/receipt/actor")).isEqualTo("mia");
    assertThat(made.textAt("/receipt/reason")).isEqualTo("the design is done");
    assertThat(made.json().has("instance")).isFalse();
    assertThat(made.at("/receipt")).isEqualTo(served.as("mia").get(path + "/receipts/2").json());
  }

  @Test
  void who_prefers_it_is_answered_the_instance_too() {
    var made =
        served
            .as("mia")
            .with("Prefer", "return=representation")
            .post(path + "/commits", "{\"expectedVersion\":1,\"mutations\":[]}")
            .is(201);
    assertThat(made.at("/instance")).isEqualTo(served.as("mia").get(path).json());
    assertThat(made.header("Preference-Applied")).contains("return=representation");
  }

  @Test
  void the_same_key_is_applied_once_and_answered_the_same() {
    var body = "{\"expectedVersion\":1,\"mutations\":[{\"type\":\"incrementStepCount\"}]}";
    var keyed = served.as("mia").with("Idempotency-Key", "k1");
    var first = keyed.post(path + "/commits", body).is(201);
    served.as("leo").post(path + "/start").is(200);
    var again = keyed.post(path + "/commits", body).is(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(served.as("mia").get(path).at("/version").asLong()).isEqualTo(3);
    keyed
        .post(path + "/commits", "{\"expectedVersion\":3,\"mutations\":[]}")
        .isProblem(422, "key_reused");
  }

  @Test
  void the_same_key_patches_once() {
    var keyed = served.as("mia").with("Idempotency-Key", "k1").with("If-Match", "\"1\"");
    var first = keyed.patch(path + "/state", MERGE, "{\"a\":1}").is(200);
    served.as("leo").post(path + "/start").is(200);
    var again = keyed.patch(path + "/state", MERGE, "{\"a\":1}").is(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
  }

  @Test
  void every_reason_is_named_and_nothing_is_stored() {
    var refused =
        commit(
                """
                {"expectedVersion":1,"mutations":[
                  {"type":"removeToken","id":"t9"},
                  {"type":"exitScope","id":"root"},
                  {"type":"dance"},
                  {"type":"transition","to":"Completed"}]}
                """)
            .isProblem(422, "validation_failed");
    assertThat(codes(refused))
        .isEqualTo(
            List.of("token_not_found", "root_scope", "unknown_mutation", "invalid_transition"));
    assertThat(served.as("mia").get(path).header("ETag")).contains("\"1\"");
  }

  private static List<String> codes(Reply refused) {
    return refused.at("/reasons").asArray().items().stream()
        .map(it -> it.asObject().require("code").asString())
        .toList();
  }

  @Test
  void a_stale_commit_is_a_conflict() {
    served.as("leo").post(path + "/start").is(200);
    var refused = commit("{\"expectedVersion\":1,\"mutations\":[]}");
    refused.isProblem(409, "version_conflict");
    assertThat(refused.at("/currentVersion").asLong()).isEqualTo(2);
    served
        .as("mia")
        .with("If-Match", "\"1\"")
        .post(path + "/commits", "{\"mutations\":[]}")
        .isProblem(412, "version_conflict");
  }

  @Test
  void a_commit_states_a_version_or_that_any_will_do() {
    commit("{\"mutations\":[]}").isProblem(428, "version_required");
    commit("{\"expectedVersion\":null,\"mutations\":[]}").is(201);
    served
        .as("mia")
        .with("If-Match", "\"2\"")
        .post(path + "/commits", "{\"expectedVersion\":2,\"mutations\":[]}")
        .isProblem(400, "invalid_request");
    commit("{\"expectedVersion\":0,\"mutations\":[]}").isProblem(400, "invalid_version");
    commit("{\"expectedVersion\":-1,\"mutations\":[]}").isProblem(400, "invalid_version");
    commit("{\"expectedVersion\":99999999999999999999,\"mutations\":[]}")
        .isProblem(400, "invalid_request");
  }

  @Test
  void an_older_fence_is_turned_away() {
    commit("{\"expectedVersion\":1,\"fence\":7,\"mutations\":[]}").is(201);
    var refused = commit("{\"expectedVersion\":2,\"fence\":6,\"mutations\":[]}");
    refused.isProblem(409, "fenced");
    assertThat(refused.at("/currentFence").asLong()).isEqualTo(7);
    commit("{\"expectedVersion\":2,\"fence\":-1,\"mutations\":[]}")
        .isProblem(400, "invalid_request");
  }

  @Test
  void what_a_commit_does_not_have_is_refused_by_name() {
    var refused = commit("{\"expectedVersion\":1,\"mutations\":[],\"force\":true}");
    refused.isProblem(400, "unknown_field");
    assertThat(refused.textAt("/detail")).contains("force");
    commit("{\"expectedVersion\":1,\"mutations\":{}}").isProblem(400, "invalid_request");
    commit("{\"expectedVersion\":1,\"mutations\":[],\"onConflict\":\"win\"}")
        .isProblem(400, "invalid_policy");
  }

  @Test
  void a_large_state_is_accepted_with_a_warning() {
    var text = "x".repeat(1 << 20);
    var made =
        commit(
            "{\"expectedVersion\":1,\"mutations\":[{\"type\":\"mergeContext\","
                + "\"patch\":{\"text\":\""
                + text
                + "\"}}]}");
    assertThat(made.is(201).header("Cairn-Warning")).contains("large_state");
  }

  @Test
  void a_commit_to_nothing_is_not_found() {
    served
        .as("mia")
        .post(
            Served.WORKFLOWS + "/01990000-0000-7000-8000-000000000000/commits",
            "{\"expectedVersion\":1,\"mutations\":[]}")
        .isProblem(404, "not_found");
  }
}
