package dev.cairn;

import dev.cairn.Mutation.*;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.SortedSet;

/** Mutations as JSON. Receipts hash this form: what is written here is written for ever. */
final class MutationWriter {
  private MutationWriter() {}

  static JsonObject write(Mutation mutation) {
    return switch (mutation) {
      case SetContext it -> of("setContext", "context", it.context());
      case MergeContext it -> of("mergeContext", "patch", it.patch());
      case PatchContext it -> of("patchContext", "patch", it.patch().toJson());
      case SetStepData it -> of("setStepData", "stepId", it.stepId(), "data", it.data());
      case Transition it -> of("transition", "to", it.to().toString());
      case MoveTo it -> moveTo(it);
      case AddToken it -> of("addToken", "id", it.id(), "token", it.token().toJson());
      case UpdateToken it -> of("updateToken", "id", it.id(), "patch", it.patch());
      case RemoveToken it -> of("removeToken", "id", it.id());
      case EnterScope it -> of("enterScope", "id", it.id(), "parent", it.parent());
      case ExitScope it -> of("exitScope", "id", it.id());
      case CancelScope it -> of("cancelScope", "id", it.id());
      case IncrementStepCount it -> of("incrementStepCount");
      case SetMetadata it -> of("setMetadata", "metadata", it.metadata());
      case AddTags it -> of("addTags", "tags", array(it.tags()));
      case RemoveTags it -> of("removeTags", "tags", array(it.tags()));
      case SetAttributes it -> of("setAttributes", "attributes", it.attributes());
      case RemoveAttributes it -> of("removeAttributes", "names", array(it.names()));
      case SetParticipants it -> of("setParticipants", "participants", array(it.participants()));
      case SetTimer it ->
          of("setTimer", "id", it.id(), "dueAt", Times.format(it.dueAt()), "payload", it.payload());
      case CancelTimer it -> of("cancelTimer", "id", it.id());
      case PushCompensation it -> of("pushCompensation", "stepId", it.stepId(), "data", it.data());
      case PopCompensation it -> of("popCompensation", "stepId", it.stepId());
      case SetError it -> of("setError", "error", it.error());
      case Internal.Create it -> create(it);
      case Internal.Restore it ->
          of("restore", "version", it.version(), "patch", it.patch().toJson());
      case Internal.SetSchemaVersion it ->
          of("setSchemaVersion", "schemaVersion", it.schemaVersion());
      case Internal.Delete it -> of("delete");
      case Internal.SetWork it -> of("setWork", "id", it.id(), "data", it.data());
      case Internal.DropCompensation it -> of("dropCompensation", "index", it.index());
      case Internal.Derive it -> of("derive", "asked", it.asked());
      case ChangeContext it -> of("changeContext");
      case Unreadable it -> of("unreadable", "problem", it.problem());
    };
  }

  private static JsonObject moveTo(MoveTo it) {
    var json = of("moveTo");
    if (it.stepId().isPresent()) {
      json = json.with("stepId", Json.of(it.stepId().get()));
    }
    return it.position().isPresent()
        ? json.with("position", Json.of(it.position().getAsInt()))
        : json;
  }

  private static JsonObject create(Internal.Create it) {
    var origin = it.origin();
    return JsonObject.builder()
        .put("type", Json.of("create"))
        .put("id", Json.of(origin.id().toString()))
        .put("workflowId", Json.of(origin.definitionId()))
        .put("definitionVersion", Json.of(origin.definitionVersion()))
        .put("ownerId", Json.of(origin.owner().toString()))
        .put("createdAt", Json.of(Times.format(origin.createdAt())))
        .put("parentId", InstanceJson.text(origin.parent()))
        .put("forkedFrom", origin.forkedFrom().map(InstanceJson::ancestor).orElse(JsonNull.NULL))
        .put("state", it.state().json())
        .build();
  }

  private static JsonObject of(String type, Object... members) {
    var json = JsonObject.builder().put("type", Json.of(type));
    for (int i = 0; i < members.length; i += 2) {
      json.put((String) members[i], Json.of(members[i + 1]));
    }
    return json.build();
  }

  private static Json array(SortedSet<String> names) {
    return Json.of(names.stream().toList());
  }
}
