package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.Work;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Who may ask what, written by hand: role by role, of one's own, one's part, and another's. */
final class RoleTable {
  private static final String EVERYBODY = "yyy yyy yyy yyy";
  private static final String READS = "yyn yyn yyy yyy";
  private static final String CHANGES = "FFn yyn yyy yyy";
  private static final String OWNS = "FFn yFn yyy yyy";
  private static final String ERASES = "FFn FFn FFF yyy";
  private static final String CREATES = "FFF yyy yyy yyy";
  private static final String OPERATES = "FFF FFF yyy yyy";
  private static final String ADMINISTERS = "FFF FFF FFF yyy";
  private static final String ONE = "/api/v1/workflows/{id}";
  private static final BiConsumer<Cairn, InstanceId> RUNNING =
      (cairn, id) -> cairn.workflows().start(id).orThrow();

  private static final BiConsumer<Cairn, InstanceId> FILLED =
      RUNNING.andThen((cairn, id) -> cairn.work().input(id, "form", Json.of(1)).orThrow());

  /** Tasks that other cases left in the queue are taken as well: nobody else asks for them. */
  private static final BiConsumer<Cairn, InstanceId> CLAIMED =
      RUNNING.andThen(
          (cairn, id) -> cairn.work().claim("billing", 100, Duration.ofHours(1), Duration.ZERO));

  private static final BiConsumer<Cairn, InstanceId> FAILED_ONCE =
      CLAIMED.andThen((cairn, id) ->
          cairn
              .work()
              .fail(id + ".main@3", 1, JsonObject.of("code", "down"), Work.Chance.RETRYABLE)
              .orThrow());

  private RoleTable() {}

  static final List<Case> ALL =
      List.of(
          Case.of(EVERYBODY, "GET /health"),
          Case.of(EVERYBODY, "GET /ready"),
          Case.of(EVERYBODY, "GET /metrics"),
          Case.of(EVERYBODY, "GET /openapi.json"),
          Case.of(CREATES, "POST /api/v1/workflows").saying("{\"workflowId\":\"create-prd\"}"),
          Case.of(EVERYBODY, "GET /api/v1/workflows"),
          Case.of(READS, "GET " + ONE),
          Case.of(OWNS, "DELETE " + ONE),
          Case.of(EVERYBODY, "GET /api/v1/statistics"),
          Case.of(CREATES, "POST /api/v1/workflows:batch")
              .saying("{\"items\":[{\"create\":{\"workflowId\":\"create-prd\"}}]}"),
          Case.of(CHANGES, "PATCH " + ONE + "/state")
              .at(ONE + "/state?onConflict=merge")
              .saying("application/merge-patch+json", "{\"b\":2}"),
          Case.of(CHANGES, "POST " + ONE + "/commits")
              .saying(
                  "{\"expectedVersion\":null,\"mutations\":[{\"type\":\"incrementStepCount\"}]}"),
          Case.of(CHANGES, "POST " + ONE + "/start"),
          Case.of(CHANGES, "POST " + ONE + "/pause").after(RUNNING),
          Case.of(CHANGES, "POST " + ONE + "/resume")
              .after(
                  RUNNING.andThen(
                      (cairn, id) -> cairn.workflows().pause(id, Optional.empty()).orThrow())),
          Case.of(CHANGES, "POST " + ONE + "/cancel").after(RUNNING),
          Case.of(READS, "GET " + ONE + "/status"),
          Case.of(READS, "GET " + ONE + "/explain"),
          Case.of(READS, "GET " + ONE + "/saga"),
          Case.of(CHANGES, "POST " + ONE + "/input")
              .of(Served.FORM)
              .after(RUNNING)
              .saying("{\"stepId\":\"form\",\"data\":{\"a\":1}}"),
          Case.of(CHANGES, "POST " + ONE + "/signals")
              .of(Served.FORM)
              .saying("{\"name\":\"paid\",\"payload\":{\"sum\":7},\"key\":\"k\"}"),
          Case.of(CHANGES, "POST " + ONE + "/skip").of(Served.FORM).after(RUNNING),
          Case.of(CHANGES, "POST " + ONE + "/goto")
              .of(Served.FORM)
              .after(RUNNING)
              .saying("{\"stepId\":\"form\"}"),
          Case.of(CHANGES, "POST " + ONE + "/retry").of(Served.QUEUED).after(FAILED_ONCE),
          Case.of(EVERYBODY, "GET /api/v1/approvals"),
          Case.of(CHANGES, "POST " + ONE + "/approvals/{approval}/decision")
              .at(ONE + "/approvals/main@4/decision")
              .of(Served.FORM)
              .after(FILLED)
              .saying("{\"decision\":\"approve\",\"checksum\":\"{checksum}\"}"),
          Case.of(OPERATES, "POST /api/v1/tasks/claim").saying("{\"queue\":\"nobody\"}"),
          Case.of(OPERATES, "POST /api/v1/tasks/{task}/complete")
              .at("/api/v1/tasks/{id}.main@3/complete")
              .of(Served.QUEUED)
              .after(CLAIMED)
              .saying("{\"fence\":1,\"output\":{\"paid\":true}}"),
          Case.of(OPERATES, "POST /api/v1/tasks/{task}/fail")
              .at("/api/v1/tasks/{id}.main@3/fail")
              .of(Served.QUEUED)
              .after(CLAIMED)
              .saying("{\"fence\":1,\"error\":{\"code\":\"down\"},\"retryable\":false}"),
          Case.of(OPERATES, "POST /api/v1/tasks/{task}/heartbeat")
              .at("/api/v1/tasks/{id}.main@3/heartbeat")
              .of(Served.QUEUED)
              .after(CLAIMED)
              .saying("{\"fence\":1,\"leaseSeconds\":60}"),
          Case.of(READS, "GET " + ONE + "/versions"),
          Case.of(READS, "GET " + ONE + "/versions/{version}").at(ONE + "/versions/1"),
          Case.of(READS, "GET " + ONE + "/diff").at(ONE + "/diff?from=1&to=2"),
          Case.of(READS, "GET " + ONE + "/blame").at(ONE + "/blame?path=/context/a"),
          Case.of(READS, "GET " + ONE + "/events"),
          Case.of(READS, "GET " + ONE + "/receipts"),
          Case.of(READS, "GET " + ONE + "/receipts/{version}").at(ONE + "/receipts/1"),
          Case.of(READS, "GET " + ONE + "/verify"),
          Case.of(OPERATES, "GET /api/v1/verify"),
          Case.of(CHANGES, "POST " + ONE + "/checkpoints").saying("{\"name\":\"c\"}"),
          Case.of(READS, "GET " + ONE + "/checkpoints"),
          Case.of(CHANGES, "POST " + ONE + "/restore").saying("{\"version\":1}"),
          Case.of(CHANGES, "POST " + ONE + "/fork").saying("{\"version\":1}"),
          Case.of(READS, "GET " + ONE + "/owner"),
          Case.of(READS, "GET " + ONE + "/participants"),
          Case.of(OWNS, "PUT " + ONE + "/participants").saying("{\"participants\":[\"eve\"]}"),
          Case.of(EVERYBODY, "GET /api/v1/definitions"),
          Case.of(ADMINISTERS, "POST /api/v1/definitions").saying("{\"id\":\"other\"}"),
          Case.of(EVERYBODY, "GET /api/v1/definitions/{id}").at("/api/v1/definitions/create-prd"),
          Case.of(ADMINISTERS, "POST /api/v1/definitions/{id}/deprecate")
              .at("/api/v1/definitions/spare/deprecate")
              .saying("{\"version\":1}"),
          Case.of(OPERATES, "POST /api/v1/definitions/{id}/check")
              .at("/api/v1/definitions/create-prd/check"),
          Case.of(ADMINISTERS, "POST /api/v1/definitions/{id}/migrate")
              .at("/api/v1/definitions/create-prd/migrate"),
          Case.of(READS, "GET " + ONE + "/snapshot"),
          Case.of(CHANGES, "POST " + ONE + "/snapshot")
              .saying("application/octet-stream", "{snapshot}"),
          Case.of(OPERATES, "POST /api/v1/export").saying("{\"ids\":[\"{id}\"]}"),
          Case.of(ADMINISTERS, "POST /api/v1/import").saying("application/x-ndjson", "{export}"),
          Case.of(ERASES, "POST " + ONE + "/prune").saying("{\"beforeVersion\":2}"),
          Case.of(ERASES, "POST " + ONE + "/purge"),
          Case.of(ADMINISTERS, "POST /api/v1/retention"),
          Case.of(EVERYBODY, "GET /api/v1/stream"),
          Case.of(READS, "GET " + ONE + "/stream"),
          Case.of(EVERYBODY, "POST /api/v1/session"),
          Case.of(EVERYBODY, "DELETE /api/v1/session"),
          Case.of(EVERYBODY, "POST /api/v1/session/links"),
          Case.of(EVERYBODY, "GET /api/v1/me"),
          Case.of(ADMINISTERS, "GET /api/v1/users"),
          Case.of(ADMINISTERS, "GET /api/v1/keys"),
          Case.of(ADMINISTERS, "POST /api/v1/keys")
              .saying("{\"subject\":\"zoe\",\"roles\":[\"Viewer\"]}"),
          Case.of(ADMINISTERS, "DELETE /api/v1/keys/{id}").at("/api/v1/keys/{key}"));
}
