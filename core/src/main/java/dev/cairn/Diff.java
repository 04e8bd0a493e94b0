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
