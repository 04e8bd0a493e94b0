package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.State;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A state outside of the store: canonical JSON that carries its own checksums. */
record SnapshotFile(InstanceId instance, String definitionId, long version, State state) {
  private static final String FORMAT = "cairn-snapshot";
  private static final int FORMAT_VERSION = 1;
  private static final String HINT = "take the snapshot again";

  static byte[] write(Instance instance) {
    var body =
        JsonObject.builder()
            .put("format", Json.of(FORMAT))
            .put("formatVersion", Json.of(FORMAT_VERSION))
            .put("instanceId", Json.of(instance.id().toString()))
            .put("workflowId", Json.of(instance.definitionId()))
            .put("version", Json.of(instance.version()))
            .put("checksum", Json.of(instance.checksum().hex()))
            .put("state", instance.state().json())
            .build();
    return body.with("hash", Json.of(body.hash().hex()))
        .canonical()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CairnException.Invalid when the bytes are anything else, or were changed
   */
  static SnapshotFile read(byte[] bytes) {
    try {
      return read(Json.parse(bytes).asObject());
    } catch (JsonException garbage) {
      throw invalid("not_a_snapshot", "not a snapshot: " + garbage.getMessage(), HINT);
    }
  }

  private static SnapshotFile read(JsonObject json) {
    if (!json.get("format").equals(java.util.Optional.of(Json.of(FORMAT)))) {
      throw invalid("not_a_snapshot", "a JSON document, but not a snapshot", HINT);
    }
    long formatVersion = json.require("formatVersion").asLong();
    if (formatVersion != FORMAT_VERSION) {
      throw invalid(
          "snapshot_format",
          "snapshot format " + formatVersion + " is not known",
          "use a release of Cairn that knows it");
    }
    var hash = json.require("hash").asString();
    if (!json.without("hash").hash().hex().equals(hash)) {
      throw invalid("snapshot_damaged", "the snapshot does not have its checksum", HINT);
    }
    return new SnapshotFile(
        InstanceId.of(json.require("instanceId").asString()),
        json.require("workflowId").asString(),
        json.require("version").asLong(),
        state(json));
  }

  /** Member by member, so that none comes in that is empty: such a state has another checksum. */
  private static State state(JsonObject json) {
    var state = Replay.NOTHING;
    for (var member : json.require("state").asObject().entries()) {
      state = state.with(member.getKey(), member.getValue());
    }
    if (!state.checksum().hex().equals(json.require("checksum").asString())) {
      throw invalid("snapshot_damaged", "the state does not have its checksum", HINT);
    }
    return state;
  }

  /** Refuses the snapshot of another instance, or of a schema that is not known here. */
  void checkFits(Instance head, Registry registry) {
    if (!instance.equals(head.id())) {
      throw invalid(
          "snapshot_of_another",
          "the snapshot is of instance " + instance + ", not of " + head.id(),
          "restore it onto its own instance");
    }
    if (!definitionId.equalsIgnoreCase(head.definitionId())) {
      throw invalid(
          "snapshot_of_another",
          "the snapshot is of a '" + definitionId + "', not of a '" + head.definitionId() + "'",
          "restore it onto its own instance");
    }
    int newest = registry.newestSchema(definitionId);
    if (state.schemaVersion() > newest) {
      throw invalid(
          "snapshot_schema",
          "the snapshot follows schema version "
              + state.schemaVersion()
              + ", and the newest known is "
              + newest,
          "register the definition that it was made with");
    }
  }

  private static CairnException.Invalid invalid(String code, String message, String hint) {
    return new CairnException.Invalid(code, message, hint);
  }
}
