package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A line of an instance's history. {@code statuses} are those the commit went through. */
public record VersionEntry(
    long version,
    Kind kind,
    String actor,
    Instant committedAt,
    Optional<String> reason,
    List<Status> statuses,
    Sha256 checksum) {

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("version", Json.of(version))
        .put("kind", Json.of(kind.toString()))
        .put("actor", Json.of(actor))
        .put("committedAt", Json.of(Times.format(committedAt)))
        .put("reason", InstanceJson.text(reason))
        .put(
            "statusBefore",
            kind == Kind.CREATE || kind == Kind.FORK
                ? JsonNull.NULL
                : Json.of(statuses.getFirst().toString()))
        .put("statusAfter", Json.of(statuses.getLast().toString()))
        .put("statuses", Json.of(statuses.stream().map(Status::toString).toList()))
        .put("checksum", Json.of(checksum.hex()))
        .build();
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static VersionEntry parse(Json json) {
    var members = Members.of(json);
    return new VersionEntry(
        members.number("version"),
        members.named("kind", Kind::named),
        members.text("actor"),
        members.time("committedAt"),
        members.present("reason").map(Json::asString),
        members.list("statuses", it -> members.named(it, Status::named)),
        members.hash("checksum"));
  }
}
