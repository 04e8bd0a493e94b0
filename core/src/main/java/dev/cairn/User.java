package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.SortedSet;

/**
 * Somebody who called, or owns something.
 *
 * @param roles those it came with when it was last seen; they give no rights, credentials do
 */
public record User(UserId id, String subject, SortedSet<String> roles) {
  public User {
    roles = Names.copy(roles);
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "id", id.toString(), "subject", subject, "roles", Json.of(roles.stream().toList()));
  }
}
