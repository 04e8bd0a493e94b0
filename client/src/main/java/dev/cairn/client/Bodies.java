package dev.cairn.client;

import dev.cairn.Commit;
import dev.cairn.Move;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;

/** Writes what is sent. */
final class Bodies {
  private Bodies() {}

  static JsonObject of(NewInstance wanted) {
    var json =
        JsonObject.builder()
            .put("workflowId", Json.of(wanted.definitionId()))
            .put("context", wanted.context())
            .put("tags", Json.of(wanted.tags().stream().toList()))
            .put("attributes", wanted.attributes());
    if (wanted.definitionVersion().isPresent()) {
      json.put("definitionVersion", Json.of(wanted.definitionVersion().getAsInt()));
    }
    if (!wanted.mutations().isEmpty()) {
      json.put("mutations", Json.of(wanted.mutations().stream().map(Mutation::toJson).toList()));
    }
    put(json, "id", wanted.id());
    put(json, "owner", wanted.owner());
    put(json, "parentId", wanted.parent());
    put(json, "idempotencyKey", wanted.key());
    return json.build();
  }

  /** A commit without functions. No expected version is said in so many words: null. */
  static JsonObject of(Commit commit) {
    var expected = commit.expectedVersion();
    var json =
        JsonObject.builder()
            .put(
                "expectedVersion",
                expected.isPresent() ? Json.of(expected.getAsLong()) : JsonNull.NULL)
            .put("onConflict", Json.of(name(commit.onConflict())))
            .put("mutations", Json.of(commit.mutations().stream().map(Mutation::toJson).toList()));
    put(json, "reason", commit.reason());
    put(json, "idempotencyKey", commit.key());
    commit.fence().ifPresent(it -> json.put("fence", Json.of(it.number())));
    return json.build();
  }

  static JsonObject of(Move move) {
    var json = JsonObject.builder();
    move.expectedVersion().ifPresent(it -> json.put("expectedVersion", Json.of(it)));
    put(json, "reason", move.reason());
    put(json, "idempotencyKey", move.key());
    return json.build();
  }

  private static String name(OnConflict policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  private static void put(JsonObjectBuilder json, String member, Optional<?> value) {
    value.ifPresent(it -> json.put(member, Json.of(it.toString())));
  }
}
