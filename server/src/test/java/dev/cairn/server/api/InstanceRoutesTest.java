package dev.cairn.server.api;

import static dev.cairn.server.Served.DEFINITION;
import static dev.cairn.server.Served.WORKFLOWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating, reading, deleting. */
class InstanceRoutesTest {
  private static final String ID = "01990000-0000-7000-8000-00000000abcd";

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

  @Test
  void what_was_written_once_is_shown_of_that_version_alone() {
    var path = served.created("title", "Checkout");
    var first = served.as("mia").get(path).is(200);
    assertThat(served.as("mia").get(path).is(200).text()).isEqualTo(first.text());
    served.as("mia").post(path + "/start").is(200);
    var second = served.as("mia").get(path).is(200);
    assertThat(second.at("/version").asInt()).isEqualTo(2);
    assertThat(served.as("mia").get(path + "?version=1").is(200).text()).isEqualTo(first.text());
    assertThat(served.as("mia").get(path).is(200).text()).isEqualTo(second.text());
  }

  @Test
  void an_instance_is_created_with_all_that_was_asked_for() {
    var made =
        served
            .as("mia")
            .post(
                WORKFLOWS,
                """
                {"workflowId":"Create-PRD","context":{"title":"Checkout"},"id":"%s",
                 "tags":["q3"],"attributes":{"epic":12,"story":null,"feature":"checkout"}}
                """
                    .formatted(ID))
            .is(201);
    assertThat(made.header("Location")).contains(WORKFLOWS + "/" + ID);
    assertThat(made.header("ETag")).contains("\"1\"");
    assertThat(made.textAt("/workflowId")).isEqualTo(DEFINITION);
    assertThat(made.textAt("/status")).isEqualTo("Created");
    assertThat(made.textAt("/context/title")).isEqualTo("Checkout");
    assertThat(made.at("/attributes"))
        .isEqualTo(Json.parse("{\"epic\":12,\"story\":null,\"feature\":\"checkout\"}"));
    assertThat(made.textAt("/lastModifiedBy")).isEqualTo("mia");
    assertThat(served.as("mia").get(WORKFLOWS + "/" + ID).is(200).json()).isEqualTo(made.json());
  }

  @Test
  void an_id_that_is_taken_is_a_conflict() {
    var body = JsonObject.of("workflowId", DEFINITION, "id", ID);
    served.as("mia").post(WORKFLOWS, body).is(201);
    served.as("mia").post(WORKFLOWS, body).isProblem(409, "already_exists");
  }

  @Test
  void an_unknown_definition_is_not_found_and_nothing_is_stored() {
    served
        .as("mia")
        .post(WORKFLOWS, JsonObject.of("workflowId", "nothing", "id", ID))
        .isProblem(404, "definition_not_found");
    served.as("mia").get(WORKFLOWS + "/" + ID).isProblem(404, "not_found");
  }

  @Test
  void the_same_key_creates_one_instance() {
    var body = JsonObject.of("workflowId", DEFINITION, "context", JsonObject.of("a", 1));
    var first = served.as("mia").with("Idempotency-Key", "k1").post(WORKFLOWS, body).is(201);
    var path = first.header("Location").orElseThrow();
    served.as("leo").post(path + "/start").is(200);
    var again = served.as("mia").with("Idempotency-Key", "k1").post(WORKFLOWS, body).is(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(served.cairn().workflows().count(dev.cairn.Filter.everything())).isEqualTo(1);
  }

  @Test
  void the_same_key_for_another_request_is_refused() {
    var mia = served.as("mia").with("Idempotency-Key", "k1");
    mia.post(WORKFLOWS, JsonObject.of("workflowId", DEFINITION)).is(201);
    mia.post(WORKFLOWS, JsonObject.of("workflowId", DEFINITION, "context", JsonObject.of("a", 1)))
        .isProblem(422, "key_reused");
  }

  @Test
  void two_callers_may_choose_the_same_key() {
    var body = JsonObject.of("workflowId", DEFINITION);
    var mine = served.as("mia").with("Idempotency-Key", "k1").post(WORKFLOWS, body).is(201);
    var theirs = served.as("leo").with("Idempotency-Key", "k1").post(WORKFLOWS, body).is(201);
    assertThat(theirs.at("/id")).isNotEqualTo(mine.at("/id"));
  }

  @Test
  void who_has_the_current_version_is_told_so_with_304() {
    var path = served.created("title", "Checkout");
    var known = served.as("mia").with("If-None-Match", "W/\"0\", \"1\"").get(path).is(304);
    assertThat(known.text()).isEmpty();
    assertThat(known.header("ETag")).contains("\"1\"");
    served.as("mia").post(path + "/start").is(200);
    served.as("mia").with("If-None-Match", "\"1\"").get(path).is(200);
  }

  @Test
  void an_instance_is_read_as_it_was() {
    var path = served.created("title", "Checkout");
    var made = served.as("mia").get(path).json();
    served.clock().advance(Duration.ofMinutes(1));
    served.as("leo").post(path + "/start").is(200);
    assertThat(served.as("mia").get(path + "?version=1").is(200).json()).isEqualTo(made);
    assertThat(served.as("mia").get(path + "?asOf=2030-01-01T00:00:59Z").is(200).json())
        .isEqualTo(made);
    assertThat(served.as("mia").get(path + "?asOf=2030-01-01T01:01:00%2B01:00").textAt("/status"))
        .isEqualTo("Running");
    served.as("mia").get(path + "?asOf=2029-01-01T00:00:00Z").isProblem(404, "version_not_found");
    served
        .as("mia")
        .get(path + "?version=1&asOf=2030-01-01T00:00:00Z")
        .isProblem(400, "invalid_parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3", "9223372036854775807"})
  void versions_that_are_none_are_not_found(String version) {
    var path = served.created();
    served.as("mia").get(path + "?version=" + version).isProblem(404, "version_not_found");
    served.as("mia").get(path + "/versions/" + version).isProblem(404, "version_not_found");
  }

  @Test
  void a_deleted_instance_is_gone_for_readers() {
    var path = served.created();
    assertThat(served.as("mia").delete(path).is(204).text()).isEmpty();
    served.as("mia").get(path).isProblem(404, "not_found");
    served.as("mia").delete(path).isProblem(404, "not_found");
    assertThat(served.as("mia").get(path + "/receipts").at("/items").asArray().size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}|invalid_request|'workflowId'
          {"workflowId":7}|invalid_request|'workflowId'
          {"workflowId":"create-prd","colour":1,"size":2}|unknown_field|colour, size
          {"workflowId":"create-prd","tags":[1]}|invalid_request|'tags'
          {"workflowId":"create-prd","context":[]}|invalid_request|'context'
          {"workflowId":"create-prd","id":"7"}|invalid_id|'7'
          {"workflowId":"create-prd","definitionVersion":1.5}|invalid_request|'definitionVersion'
          []|invalid_request|the body
          {"workflowId":"create-prd"} {}|malformed|follows
          {"workflowId":"create-prd"|malformed|
          {"workflowId":"a","workflowId":"b"}|duplicate_key|
          {"workflowId":"\\u0000"}|nul_character|
          """)
  void a_wrong_request_is_refused_and_what_is_wrong_is_named(
      String body, String code, @org.jspecify.annotations.Nullable String named) {
    var refused = served.as("mia").post(WORKFLOWS, body).isProblem(400, code);
    assertThat(refused.textAt("/detail")).contains(named == null ? "" : named);
  }

  @Test
  void illegal_tags_and_attributes_are_refused_with_all_reasons() {
    var refused =
        served
            .as("mia")
            .post(
                WORKFLOWS,
                """
                {"workflowId":"create-prd","tags":["",""],"attributes":{"a":[]}}
                """)
            .isProblem(422, "validation_failed");
    assertThat(
            refused.at("/reasons").asArray().items().stream()
                .map(it -> it.asObject().require("code").asString())
                .toList())
        .isEqualTo(List.of("invalid_tag", "invalid_attribute"));
  }
}
