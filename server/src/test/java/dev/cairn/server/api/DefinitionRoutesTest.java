package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.server.Served;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry, over HTTP. */
class DefinitionRoutesTest {
  private static final String ALL = "/api/v1/definitions";

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
  void a_definition_is_registered_listed_and_read() {
    var body = Json.parse("{\"id\":\"Review & sign\",\"version\":2,\"steps\":[{\"id\":\"a\"}]}");
    var kept = served.as("mia").post(ALL, body).is(201);
    var path = kept.header("Location").orElseThrow();
    assertThat(served.as("mia").get(path).is(200).json()).isEqualTo(kept.json());
    assertThat(served.as("mia").get(ALL + "/REVIEW%20%26%20SIGN").is(200).json()).isEqualTo(body);
    assertThat(served.as("mia").get(ALL).at("/items").asArray().items()).contains(body);
    served.as("mia").post(ALL, body).is(201);
    served
        .as("mia")
        .post(ALL, body.asObject().with("name", Json.of("Other")))
        .isProblem(409, "definition_exists");
  }

  @Test
  void a_wrong_definition_is_refused() {
    served.as("mia").post(ALL, "{}").isProblem(400, "invalid_name");
    served.as("mia").post(ALL, "{\"id\":\"a\",\"x\":1}").isProblem(400, "invalid_definition");
    served
        .as("mia")
        .post(ALL, "{\"id\":\"a\",\"stateSchema\":{\"type\":7}}")
        .isProblem(400, "invalid_schema");
  }

  @Test
  void unknown_ones_are_not_found() {
    served.as("mia").get(ALL + "/nothing").isProblem(404, "definition_not_found");
    served.as("mia").get(ALL + "/create-prd?version=9").isProblem(404, "definition_not_found");
    served.as("mia").get(ALL + "/create-prd?version=0").isProblem(400, "invalid_parameter");
  }

  @Test
  void a_deprecated_version_makes_no_new_instances() {
    served.as("mia").post(ALL + "/create-prd/deprecate", "{\"version\":1}").is(200);
    served
        .as("mia")
        .post(Served.WORKFLOWS, "{\"workflowId\":\"create-prd\"}")
        .isProblem(404, "definition_not_found");
  }

  @Test
  void the_context_must_fit_the_schema() {
    served
        .as("mia")
        .post(
            ALL,
            """
            {"id":"typed","stateSchema":{"type":"object","required":["n"],
             "properties":{"n":{"type":"integer"}}}}
            """)
        .is(201);
    var refused =
        served
            .as("mia")
            .post(Served.WORKFLOWS, "{\"workflowId\":\"typed\",\"context\":{\"n\":\"x\"}}")
            .isProblem(422, "validation_failed");
    assertThat(refused.textAt("/reasons/0/code")).isEqualTo("schema_violation");
    assertThat(refused.textAt("/reasons/0/id")).isEqualTo("/n");
  }

  @Test
  void registering_needs_an_admin() {
    served.as("Operator").post(ALL, "{\"id\":\"a\"}").isProblem(403, "forbidden");
    served.as("Viewer").get(ALL).is(200);
    served.anonymous().get(ALL).isProblem(401, "unauthorized");
  }
}
