package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.BatchItem;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A definition that changes while a thousand instances of it live. */
class ChangedDefinitionTest {
  private static final int ALL = 1_000;
  private static final String FIRST =
      """
      {"id":"order","steps":[
        {"id":"form","kind":"input"},{"id":"call","kind":"input"},{"id":"ok","kind":"approval"}]}
      """;

  /** Nobody is called any more, and a sum must be a number. */
  private static final String SECOND =
      """
      {"id":"order","version":2,
       "stateSchema":{"type":"object","properties":{"sum":{"type":"number"}}},
       "steps":[{"id":"form","kind":"input"},{"id":"ok","kind":"approval"}]}
      """;

  @TempDir Path folder;

  private static List<InstanceId> made(Served served) {
    var all = new ArrayList<InstanceId>();
    for (int i = 0; i < ALL; i += 100) {
      int from = i;
      var items =
          Stream.iterate(from, n -> n + 1)
              .limit(100)
              .map(n -> NewInstance.of("order").context(context(n)).started())
              .<BatchItem>map(BatchItem.Create::new)
              .toList();
      served.cairn().workflows().batch(items).orThrow().forEach(it -> all.add(it.id()));
    }
    return all;
  }

  private static JsonObject context(int n) {
    return JsonObject.of("n", n, "sum", n == 7 ? "seven" : Json.of(n));
  }

  @Test
  void the_check_names_those_that_would_break_and_all_finish_on_their_version() {
    try (var served = Served.in(folder)) {
      var admin = served.as("boss");
      admin.post("/api/v1/definitions", FIRST).is(201);
      var all = made(served);
      // Three have come to the step that the next version lacks.
      var called = new TreeSet<>(List.of(all.get(3), all.get(500), all.get(999)));
      called.forEach(id -> served.cairn().work().input(id, "form", Json.of(1)).orThrow());
      var report = admin.post("/api/v1/definitions/order/check", SECOND).is(200);
      assertThat(report.at("/fitting").asInt()).isEqualTo(ALL - 4);
      var misfits = new TreeSet<InstanceId>();
      for (var misfit : report.at("/misfits").asArray().items()) {
        misfits.add(InstanceId.of(misfit.asObject().require("id").asString()));
        assertThat(misfit.at("/reasons/0/code").orElseThrow().asString())
            .isIn("step_not_found", "schema_violation");
      }
      called.add(all.get(7));
      assertThat(misfits).isEqualTo(called);
      admin.post("/api/v1/definitions/other/check", SECOND).isProblem(400, "invalid_request");
      admin.post("/api/v1/definitions", SECOND).is(201);
      assertThat(served.cairn().workflows().get(all.get(3)).origin().definitionVersion())
          .isEqualTo(1);
      finish(served, all);
    }
  }

  /** Every tenth, and all that would have been broken, over HTTP. */
  private static void finish(Served served, List<InstanceId> all) {
    for (int i = 0; i < ALL; i++) {
      if (i % 10 == 0 || List.of(3, 7, 500, 999).contains(i)) {
        var path = Served.WORKFLOWS + "/" + all.get(i);
        var mia = served.as("mia");
        for (var step = mia.get(path).textAt("/currentStepId");
            !step.equals("ok");
            step = mia.get(path).textAt("/currentStepId")) {
          mia.post(path + "/input", JsonObject.of("stepId", step, "data", 1)).is(200);
        }
        var seen = mia.get(path);
        var token = seen.at("/tokens/main/value/at").asLong();
        var decision = JsonObject.of("decision", "approve", "checksum", seen.textAt("/checksum"));
        var end = mia.post(path + "/approvals/main@" + token + "/decision", decision).is(200);
        assertThat(end.textAt("/status")).isEqualTo("Completed");
        assertThat(end.at("/definitionVersion").asInt()).isEqualTo(1);
        assertThat(end.json().require("stepData").asObject().has("call")).isTrue();
      }
    }
  }
}
