package dev.cairn.server.api;

import static dev.cairn.server.Served.WORKFLOWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.Served;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several changes at once, all or nothing. */
class BatchRoutesTest {
  private static final String BATCH = WORKFLOWS + ":batch";

  @TempDir Path folder;
  private Served served;
  private String id = "";

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    id = served.create("total", 1).textAt("/id");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String items(String text) {
    return "{\"atomic\":true,\"items\":[" + text.replace("ID", id) + "]}";
  }

  @Test
  void all_members_are_made_in_order() {
    var done =
        served
            .as("mia")
            .post(
                BATCH,
                items(
                    """
                    {"create":{"workflowId":"create-prd","context":{"total":2}}},
                    {"id":"ID","commit":{"expectedVersion":1,"mutations":[]}},
                    {"id":"ID","commit":{"expectedVersion":2,
                      "mutations":[{"type":"incrementStepCount"}]}}
                    """))
            .is(200);
    assertThat(done.at("/results").asArray().size()).isEqualTo(3);
    assertThat(done.at("/results/1/version").asLong()).isEqualTo(2);
    assertThat(done.at("/results/2/version").asLong()).isEqualTo(3);
    served.as("mia").get(WORKFLOWS + "/" + done.textAt("/results/0/id")).is(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"ID","commit":{"expectedVersion":7,"mutations":[]}}|409|version_conflict
          {"id":"ID","commit":{"expectedVersion":null,"mutations":[7]}}|422|validation_failed
          {"create":{"workflowId":"nothing"}}|404|definition_not_found
          {"create":{"workflowId":"create-prd","id":"ID"}}|409|already_exists
          {"create":{"workflowId":"create-prd","colour":1}}|400|unknown_field
          {"create":{},"id":"ID"}|400|invalid_request
          {"id":"ID","commit":{"mutations":[]}}|428|version_required
          7|400|invalid_request
          """)
  void one_failing_member_is_named_and_nothing_is_stored(String member, int status, String code) {
    var before = served.cairn().workflows().count(dev.cairn.Filter.everything());
    var refused =
        served
            .as("mia")
            .post(BATCH, items("{\"create\":{\"workflowId\":\"create-prd\"}}," + member));
    refused.isProblem(status, code);
    assertThat(refused.at("/index").asLong()).isEqualTo(1);
    assertThat(refused.textAt("/detail")).startsWith("member 1: ");
    assertThat(served.cairn().workflows().count(dev.cairn.Filter.everything())).isEqualTo(before);
  }

  @Test
  void a_batch_is_atomic_or_none() {
    served
        .as("mia")
        .post(BATCH, "{\"atomic\":false,\"items\":[]}")
        .isProblem(400, "invalid_request");
    served.as("mia").post(BATCH, "{\"items\":[]}").is(200);
    served.as("mia").post(BATCH, "{\"atomic\":true}").isProblem(400, "invalid_request");
  }

  @Test
  void keys_of_members_are_applied_once() {
    var body =
        items(
            """
            {"create":{"workflowId":"create-prd","idempotencyKey":"c1"}},
            {"id":"ID","commit":{"expectedVersion":null,"idempotencyKey":"k1","mutations":[]}}
            """);
    var first = served.as("mia").post(BATCH, body).is(200);
    assertThat(served.as("mia").post(BATCH, body).is(200).text()).isEqualTo(first.text());
  }

  @Test
  void a_batch_that_is_too_large_is_refused() {
    var many = "{\"create\":{\"workflowId\":\"create-prd\"}},".repeat(100);
    served
        .as("mia")
        .post(BATCH, items(many + "{\"create\":{\"workflowId\":\"create-prd\"}}"))
        .isProblem(413, "batch_too_large");
  }
}
