package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * What differs between two versions: as a JSON Patch over the state, and readably, each change with
 * the version and actor that made it last.
 */
public record Diff(long from, long to, JsonPatch patch, List<Change> changes) {

  /** One place that differs; a side without a value there is empty. */
  public record Change(
      JsonPointer path, Optional<Json> before, Optional<Json> after, long version, String actor) {
    public JsonObject toJson() {
      return JsonObject.of(
          "path",
          path.toString(),
          "before",
          before.orElse(JsonNull.NULL),
          "after",
          after.orElse(JsonNull.NULL),
          "version",
          version,
          "actor",
          actor);
    }

    /** A side that is null may have been a null or nothing: {@link Diff#patch} knows. */
    private static Change parse(Json json) {
      var members = Members.of(json);
      return new Change(
          JsonPointer.parse(members.text("path")),
          members.present("before"),
          members.present("after"),
          members.number("version"),
          members.text("actor"));
    }
  }

  /**
   * Reads {@link #toJson}, in which a null of a change stands for a null and for nothing.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static Diff parse(Json json) {
    var members = Members.of(json);
    return new Diff(
        members.number("from"),
        members.number("to"),
        JsonPatch.parse(members.value("patch")),
        members.list("changes", Change::parse));
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "from",
        from,
        "to",
        to,
        "patch",
        patch.toJson(),
        "changes",
        Json.of(changes.stream().map(Change::toJson).toList()));
  }
}
