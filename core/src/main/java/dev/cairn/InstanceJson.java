package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Writes an instance with every member present, as clients expect it. */
final class InstanceJson {
  private static final JsonObject DEFAULTS =
      JsonObject.builder()
          .put(State.CURRENT_STEP_ID, JsonNull.NULL)
          .put(State.CONTEXT, JsonObject.empty())
          .put(State.STEP_DATA, JsonObject.empty())
          .put(State.TOKENS, JsonObject.empty())
          .put(State.SCOPES, JsonObject.empty())
          .put(State.METADATA, JsonObject.empty())
          .put(State.TAGS, JsonArray.empty())
          .put(State.ATTRIBUTES, JsonObject.empty())
          .put(State.PARTICIPANTS, JsonArray.empty())
          .put(State.TIMERS, JsonObject.empty())
          .put(State.COMPENSATIONS, JsonArray.empty())
          .put(State.ERROR, JsonNull.NULL)
          .put(State.STARTED_AT, JsonNull.NULL)
          .put(State.PAUSED_AT, JsonNull.NULL)
          .put(State.ENDED_AT, JsonNull.NULL)
          .build();

  private static final List<String> ALWAYS =
      List.of(State.STATUS, State.CURRENT_STEP, State.SCHEMA_VERSION);

  private InstanceJson() {}

  static JsonObject write(Instance instance) {
    var origin = instance.origin();
    var json = JsonObject.builder();
    DEFAULTS.forEach(json::put);
    instance.state().json().forEach(json::put);
    return json.put("id", Json.of(origin.id().toString()))
        .put("workflowId", Json.of(origin.definitionId()))
        .put("definitionVersion", Json.of(origin.definitionVersion()))
        .put("ownerId", Json.of(origin.owner().toString()))
        .put("createdAt", Json.of(Times.format(origin.createdAt())))
        .put("parentId", text(origin.parent()))
        .put("forkedFrom", origin.forkedFrom().map(InstanceJson::ancestor).orElse(JsonNull.NULL))
        .put("version", Json.of(instance.version()))
        .put("checksum", Json.of(instance.checksum().hex()))
        .put("receiptHash", Json.of(instance.receiptHash().hex()))
        .put("updatedAt", Json.of(Times.format(instance.updatedAt())))
        .put("lastModifiedBy", Json.of(instance.lastModifiedBy()))
        .build();
  }

  static Instance read(Json json) {
    var members = Members.of(json);
    return new Instance(
        origin(members),
        state(members.json()),
        members.number("version"),
        members.hash("checksum"),
        members.hash("receiptHash"),
        members.time("updatedAt"),
        members.text("lastModifiedBy"));
  }

  private static Origin origin(Members members) {
    return new Origin(
        members.id("id"),
        members.text("workflowId"),
        Math.toIntExact(members.number("definitionVersion")),
        new UserId(members.id("ownerId").value()),
        members.time("createdAt"),
        members.present("parentId").map(it -> InstanceId.of(it.asString())),
        members.present("forkedFrom").map(Members::of).map(InstanceJson::ancestor));
  }

  private static Origin.Ancestor ancestor(Members from) {
    return new Origin.Ancestor(from.id("id"), from.number("version"));
  }

  /** The members of the state; those that were filled in because they are absent are left out. */
  private static State state(JsonObject json) {
    var state = new State(JsonObject.empty());
    for (var member : ALWAYS) {
      state = state.with(member, json.require(member));
    }
    for (var member : DEFAULTS.keys()) {
      state = state.with(member, json.get(member).orElse(JsonNull.NULL));
    }
    return state;
  }

  static Json ancestor(Origin.Ancestor from) {
    return JsonObject.of("id", from.id().toString(), "version", from.version());
  }

  static Json text(Optional<?> value) {
    return value.map(it -> Json.of(it.toString())).orElse(JsonNull.NULL);
  }
}
