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
        .put("checksum", Json.of(checksum.hex()))
        .build();
  }
}
