package dev.cairn.server.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Call;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of the life cycle in every status: what it leads to, or the words that refuse it. */
class StatusTableTest {
  /** How each status is reached from Created. */
  private static final Map<String, List<String>> WAYS =
      Map.of(
          "Created", List.of(),
          "Running", List.of("Running"),
          "Paused", List.of("Running", "Paused"),
          "WaitingForInput", List.of("Running", "WaitingForInput"),
          "WaitingForApproval", List.of("Running", "WaitingForApproval"),
          "Completed", List.of("Running", "Completed"),
          "Failed", List.of("Running", "Failed"),
          "Cancelled", List.of("Running", "Cancelled"));

  @TempDir Path folder;
  private Served served;
  private Call mia;

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    mia = served.as("mia");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** The path of an instance in a status, brought there by commits. */
  private String in(String status) {
    var path = served.created();
    for (var next : requireNonNull(WAYS.get(status))) {
      mia.post(path + "/commits", transition(path, next)).is(201);
    }
    return path;
  }

  private JsonObject transition(String path, String to) {
    return JsonObject.of(
        "expectedVersion",
        mia.get(path).at("/version").asLong(),
        "mutations",
        List.of(JsonObject.of("type", "transition", "to", to)));
  }

  @ParameterizedTest
  @CsvSource({
    "Created, start, Running",
    "Running, pause, Paused",
    "Running, cancel, Cancelled",
    "Paused, resume, Running",
    "Paused, cancel, Cancelled",
    "WaitingForInput, cancel, Cancelled",
    "WaitingForApproval, cancel, Cancelled"
  })
  void a_legal_call_leads_to_its_status(String from, String verb, String to) {
    var path = in(from);
    long before = mia.get(path).at("/version").asLong();
    var after = mia.post(path + "/" + verb).is(200);
    assertThat(after.textAt("/status")).isEqualTo(to);
    assertThat(after.at("/version").asLong()).isEqualTo(before + 1);
    assertThat(after.textAt("/lastModifiedBy")).isEqualTo("mia");
    assertThat(after.at("/pausedAt").isNull()).isEqualTo(!to.equals("Paused"));
    assertThat(after.at("/endedAt").isNull()).isEqualTo(!to.equals("Cancelled"));
    var event = mia.get(path + "/events").at("/items").asArray().items().getLast().asObject();
    assertThat(event.require("from")).isEqualTo(Json.of(from));
    assertThat(event.require("to")).isEqualTo(Json.of(to));
    assertThat(event.require("actor")).isEqualTo(Json.of("mia"));
  }

  @ParameterizedTest
  @CsvSource({
    "Created, pause, Paused, Cannot pause workflow in Created state",
    "Created, resume, Running, Cannot resume workflow in Created state",
    "Created, cancel, Cancelled, Cannot cancel workflow in Created state",
    "Running, start, Running, Cannot start workflow in Running state",
    "Running, resume, Running, Cannot resume workflow in Running state",
    "Paused, start, Running, Cannot start workflow in Paused state",
    "Paused, pause, Paused, Workflow is already paused",
    "WaitingForInput, start, Running, Cannot start workflow in WaitingForInput state",
    "WaitingForInput, pause, Paused, Cannot pause workflow in WaitingForInput state",
    "WaitingForInput, resume, Running, Cannot resume workflow in WaitingForInput state",
    "WaitingForApproval, start, Running, Cannot start workflow in WaitingForApproval state",
    "WaitingForApproval, pause, Paused, Cannot pause workflow in WaitingForApproval state",
    "WaitingForApproval, resume, Running, Cannot resume workflow in WaitingForApproval state",
    "Completed, start, Running, Cannot start workflow in Completed state",
    "Completed, pause, Paused, Cannot pause workflow in Completed state",
    "Completed, resume, Running, Cannot resume a completed workflow",
    "Completed, cancel, Cancelled, Cannot cancel a completed workflow",
    "Failed, start, Running, Cannot start workflow in Failed state",
    "Failed, pause, Paused, Cannot pause workflow in Failed state",
    "Failed, resume, Running, Cannot resume a failed workflow",
    "Failed, cancel, Cancelled, Cannot cancel a failed workflow",
    "Cancelled, start, Running, Cannot start workflow in Cancelled state",
    "Cancelled, pause, Paused, Cannot pause workflow in Cancelled state",
    "Cancelled, resume, Running, Cannot resume a cancelled workflow",
    "Cancelled, cancel, Cancelled, Workflow is already cancelled"
  })
  void an_illegal_call_names_both_statuses_and_changes_nothing(
      String from, String verb, String to, String message) {
    var path = in(from);
    var before = mia.get(path);
    var events = mia.get(path + "/events").json();
    var refused = mia.post(path + "/" + verb).isProblem(400, "invalid_transition");
    assertThat(refused.textAt("/detail")).isEqualTo(message);
    assertThat(refused.textAt("/from")).isEqualTo(from);
    assertThat(refused.textAt("/to")).isEqualTo(to);
    assertThat(mia.get(path).json()).as("row, version, updatedAt").isEqualTo(before.json());
    assertThat(mia.get(path + "/events").json()).isEqualTo(events);
  }
}
