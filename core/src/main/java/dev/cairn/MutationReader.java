package dev.cairn;

import dev.cairn.Mutation.*;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Reads one mutation, and notices members that no mutation of its type has. */
final class MutationReader {
  private final JsonObject json;
  private final Set<String> read = new HashSet<>(Set.of("type"));

  private MutationReader(JsonObject json) {
    this.json = json;
  }

  static Mutation read(Json json) {
    try {
      var reader = new MutationReader(json.asObject());
      var mutation = reader.read();
      var unknown = reader.json.keys().stream().filter(key -> !reader.read.contains(key)).toList();
      return unknown.isEmpty() || mutation instanceof Unreadable
          ? mutation
          : new Unreadable("unknown members: " + String.join(", ", unknown));
    } catch (JsonException | CairnException | DateTimeException problem) {
      return new Unreadable(String.valueOf(problem.getMessage()));
    }
  }

  private Mutation read() {
    var type = text("type");
    return switch (type) {
      case "setContext" -> new SetContext(object("context"));
      case "mergeContext" -> new MergeContext(object("patch"));
      case "patchContext" -> new PatchContext(JsonPatch.parse(value("patch")));
      case "setStepData" -> new SetStepData(text("stepId"), value("data"));
      case "transition" -> transition(text("to"));
      case "moveTo" -> moveTo();
      case "addToken" -> addToken();
      case "updateToken" -> new UpdateToken(text("id"), object("patch"));
      case "removeToken" -> new RemoveToken(text("id"));
      case "enterScope" -> new EnterScope(text("id"), text("parent"));
      case "exitScope" -> new ExitScope(text("id"));
      case "cancelScope" -> new CancelScope(text("id"));
      case "incrementStepCount" -> new IncrementStepCount();
      case "setMetadata" -> new SetMetadata(object("metadata"));
      case "addTags" -> new AddTags(names("tags"));
      case "removeTags" -> new RemoveTags(names("tags"));
      case "setAttributes" -> new SetAttributes(object("attributes"));
      case "removeAttributes" -> new RemoveAttributes(names("names"));
      case "setParticipants" -> new SetParticipants(names("participants"));
      case "setTimer" ->
          new SetTimer(text("id"), time("dueAt"), optional("payload").orElse(JsonNull.NULL));
      case "cancelTimer" -> new CancelTimer(text("id"));
      case "pushCompensation" -> new PushCompensation(text("stepId"), value("data"));
      case "popCompensation" -> new PopCompensation(text("stepId"));
      case "setError" -> new SetError(value("error"));
      case "create" -> create();
      case "restore" ->
          new Internal.Restore(value("version").asLong(), JsonPatch.parse(value("patch")));
      case "setSchemaVersion" ->
          new Internal.SetSchemaVersion(Math.toIntExact(value("schemaVersion").asLong()));
      case "delete" -> new Internal.Delete();
      case "setWork" -> new Internal.SetWork(text("id"), value("data"));
      case "dropCompensation" -> new Internal.DropCompensation(value("index").asInt());
      default -> new Unreadable("unknown type '" + Text.shorten(type) + "'");
    };
  }

  private static Mutation transition(String to) {
    return Status.named(to)
        .<Mutation>map(Transition::new)
        .orElseGet(() -> new Unreadable("unknown status '" + Text.shorten(to) + "'"));
  }

  private MoveTo moveTo() {
    var position = optional("position").map(Json::asLong);
    return new MoveTo(
        optional("stepId").map(Json::asString),
        position.isPresent()
            ? OptionalInt.of(Math.toIntExact(position.get()))
            : OptionalInt.empty());
  }

  private Mutation addToken() {
    var token = object("token");
    var unknown =
        token.keys().stream()
            .filter(key -> !Set.of("scope", "ip", "value", "status").contains(key))
            .toList();
    return unknown.isEmpty()
        ? new AddToken(text("id"), Token.parse(token))
        : new Unreadable("unknown members of token: " + String.join(", ", unknown));
  }

  private Internal.Create create() {
    return new Internal.Create(
        new Origin(
            InstanceId.of(text("id")),
            text("workflowId"),
            Math.toIntExact(value("definitionVersion").asLong()),
            new UserId(UUID.fromString(text("ownerId"))),
            time("createdAt"),
            nonNull("parentId").map(id -> InstanceId.of(id.asString())),
            nonNull("forkedFrom").map(MutationReader::ancestor)),
        new State(object("state")));
  }

  private static Origin.Ancestor ancestor(Json json) {
    var object = json.asObject();
    return new Origin.Ancestor(
        InstanceId.of(object.get("id").orElseThrow().asString()),
        object.get("version").orElseThrow().asLong());
  }

  private Optional<Json> optional(String member) {
    read.add(member);
    return json.get(member);
  }

  private Optional<Json> nonNull(String member) {
    return optional(member).filter(value -> !(value instanceof JsonNull));
  }

  private Json value(String member) {
    return optional(member)
        .orElseThrow(() ->
            new CairnException.Invalid(
                "invalid_mutation", "'" + member + "' is missing", "see the REST contract"));
  }

  private String text(String member) {
    return value(member).asString();
  }

  private JsonObject object(String member) {
    return value(member).asObject();
  }

  private Instant time(String member) {
    return Times.parse(text(member));
  }

  private SortedSet<String> names(String member) {
    var names = new TreeSet<String>();
    value(member).asArray().forEach(name -> names.add(name.asString()));
    return names;
  }
}
