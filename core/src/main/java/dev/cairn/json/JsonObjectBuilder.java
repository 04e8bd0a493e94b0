package dev.cairn.json;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the members of a {@link JsonObject}. For one thread only. */
public final class JsonObjectBuilder {
  private final TreeMap<String, Json> members = new TreeMap<>();

  JsonObjectBuilder() {}

  /**
   * Sets a member, in place of an earlier one of the same key. The value is converted by {@link
   * Json#of}.
   *
   * @throws JsonException if the key or the value is not portable
   */
  public JsonObjectBuilder put(String key, @Nullable Object value) {
    Text.checkPortable(key);
    members.put(key, Json.of(value));
    return this;
  }

  /** The object of all members so far. */
  public JsonObject build() {
    return JsonObject.adopt(
        members.keySet().toArray(String[]::new), members.values().toArray(Json[]::new));
  }
}
