package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.Optional;

/** What a verification of one instance found. */
public record Verification(InstanceId instance, long versions, Optional<Break> firstBreak) {

  /** The first place that does not hold: {@code version} 0 means the instance as a whole. */
  public record Break(long version, String what) {}

  /** Of a whole store. */
  public record Summary(long instances, long versions, long broken) {
    public boolean isOk() {
      return broken == 0;
    }
  }

  public boolean isOk() {
    return firstBreak.isEmpty();
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Verification parse(Json json) {
    var members = Members.of(json);
    return new Verification(
        members.id("instanceId"),
        members.number("versions"),
        members
            .present("firstBreak")
            .map(Members::of)
            .map(it -> new Break(it.number("version"), it.text("what"))));
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "instanceId",
        instance.toString(),
        "versions",
        versions,
        "ok",
        isOk(),
        "firstBreak",
        firstBreak
            .<Json>map(it -> JsonObject.of("version", it.version(), "what", it.what()))
            .orElse(JsonNull.NULL));
  }
}
