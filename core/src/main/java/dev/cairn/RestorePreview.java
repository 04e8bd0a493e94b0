package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.util.List;

/**
 * What a restore would do: the change of state, and the mutations after the target that reach
 * beyond it (steps, timers, compensations, tokens, transitions), which a restore forgets but the
 * outside world may not.
 */
public record RestorePreview(long version, JsonPatch patch, List<Undone> undone) {

  /** A mutation that lies after the target. */
  public record Undone(long version, String actor, JsonObject mutation) {}

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static RestorePreview parse(Json json) {
    var members = Members.of(json);
    return new RestorePreview(
        members.number("version"),
        JsonPatch.parse(members.value("patch")),
        members.list("undone", RestorePreview::undone));
  }

  private static Undone undone(Json json) {
    var members = Members.of(json);
    return new Undone(
        members.number("version"), members.text("actor"), members.value("mutation").asObject());
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "version",
        version,
        "patch",
        patch.toJson(),
        "undone",
        Json.of(undone.stream().map(RestorePreview::json).toList()));
  }

  private static JsonObject json(Undone it) {
    return JsonObject.of("version", it.version(), "actor", it.actor(), "mutation", it.mutation());
  }
}
