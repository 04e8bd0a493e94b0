package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
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
          Case.of(EVERYBODY, "GET /api/v1/me"),
          Case.of(ADMINISTERS, "GET /api/v1/users"),
          Case.of(ADMINISTERS, "GET /api/v1/keys"),
          Case.of(ADMINISTERS, "POST /api/v1/keys")
              .saying("{\"subject\":\"zoe\",\"roles\":[\"Viewer\"]}"),
          Case.of(ADMINISTERS, "DELETE /api/v1/keys/{id}").at("/api/v1/keys/{key}"));
}
