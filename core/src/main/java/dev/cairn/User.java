package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somebody who called, or owns something.
 *
 * @param roles those it came with when it was last seen; they give no rights, credentials do
 */
public record User(UserId id, String subject, SortedSet<String> roles) {
  public User {
    roles = Names.copy(roles);
  }

  /** Reads {@link #toJson}. */
  public static User parse(Json json) {
    var members = Members.of(json);
    return new User(
        new UserId(members.id("id").value()),
        members.text("subject"),
        new TreeSet<>(members.list("roles", Json::asString)));
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "id", id.toString(), "subject", subject, "roles", Json.of(roles.stream().toList()));
  }
}
