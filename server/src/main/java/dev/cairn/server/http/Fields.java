package dev.cairn.server.http;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of a request's object. Null counts as absent. A member of another type is refused,
 * and so is one that nobody asked for: ask for all, then call {@link #refuseOthers}.
 */
public final class Fields {
  private final JsonObject json;
  private final String where;
  private final Set<String> asked = new HashSet<>();

  private Fields(JsonObject json, String where) {
    this.json = json;
    this.where = where;
  }

  /** Reads a document that must be an object. */
  public static Fields of(Json json) {
    return of(json, "");
  }

  /**
   * Reads a part of a document that must be an object.
   *
   * @param where its place, such as {@code items/3}
   */
  public static Fields of(Json json, String where) {
    if (json instanceof JsonObject object) {
      return new Fields(object, where.isEmpty() ? "" : where + "/");
    }
    throw Refusal.invalid(
        "invalid_request",
        (where.isEmpty() ? "the body" : "'" + where + "'") + " must be an object",
        "write {…}");
  }

  /** Whether the member is there, null or not. */
  public boolean has(String name) {
    asked.add(name);
    return json.has(name);
  }

  public Optional<Json> value(String name) {
    asked.add(name);
    return json.get(name).filter(it -> !it.isNull());
  }

  public Optional<String> text(String name) {
    return value(name, Json::asString);
  }

  public Optional<Long> number(String name) {
    return value(name, Json::asLong);
  }

  public Optional<Integer> integer(String name) {
    return value(name, Json::asInt);
  }

  public Optional<Boolean> bool(String name) {
    return value(name, Json::asBoolean);
  }

  public Optional<JsonObject> object(String name) {
    return value(name, Json::asObject);
  }

  public Optional<JsonArray> array(String name) {
    return value(name, Json::asArray);
  }

  public String requireText(String name) {
    return require(name, text(name));
  }

  public long requireNumber(String name) {
    return require(name, number(name));
  }

  public JsonArray requireArray(String name) {
    return require(name, array(name));
  }

  private <T> T require(String name, Optional<T> value) {
    return value.orElseThrow(() -> invalid(name, "is missing"));
  }

  private <T> Optional<T> value(String name, Function<Json, T> read) {
    try {
      return value(name).map(read);
    } catch (JsonException wrong) {
      throw invalid(name, "is wrong: " + wrong.getMessage());
    }
  }

  /** Refuses a member, naming it. */
  public Refusal invalid(String name, String problem) {
    return Refusal.invalid(
        "invalid_request", "'" + where + name + "' " + problem, "openapi.json says what it can be");
  }

  /** Refuses the members that were not asked for. */
  public void refuseOthers() {
    var unknown = json.keys().stream().filter(key -> !asked.contains(key)).toList();
    if (!unknown.isEmpty()) {
      throw Refusal.invalid(
          "unknown_field",
          "unknown fields: " + String.join(", ", unknown.stream().map(it -> where + it).toList()),
          "known here: " + String.join(", ", asked.stream().sorted().toList()));
    }
  }
}
