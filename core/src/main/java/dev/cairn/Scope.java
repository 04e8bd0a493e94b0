package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A cancel scope: a node of the tree under {@value #ROOT}, with the ids of its tokens. */
public record Scope(Optional<String> parent, String status, SortedSet<String> tokens) {
  public static final String ROOT = "root";
  public static final String ACTIVE = "active";
  public static final String CANCELLED = "cancelled";

  public static Scope root() {
    return new Scope(Optional.empty(), ACTIVE, new TreeSet<>());
  }

  public static Scope under(String parent) {
    return new Scope(Optional.of(parent), ACTIVE, new TreeSet<>());
  }

  public boolean isActive() {
    return status.equals(ACTIVE);
  }

  public Scope cancelled() {
    return new Scope(parent, CANCELLED, tokens);
  }

  public Scope withToken(String id) {
    var more = new TreeSet<>(tokens);
    more.add(id);
    return new Scope(parent, status, more);
  }

  public Scope withoutToken(String id) {
    var fewer = new TreeSet<>(tokens);
    fewer.remove(id);
    return new Scope(parent, status, fewer);
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "parent",
        parent.map(Json::of).orElse(JsonNull.NULL),
        "status",
        status,
        "tokens",
        Json.of(tokens.stream().toList()));
  }

  public static Scope parse(Json json) {
    var object = json.asObject();
    var tokens = new TreeSet<String>();
    object
        .get("tokens")
        .map(Json::asArray)
        .orElse(JsonArray.empty())
        .forEach(token -> tokens.add(token.asString()));
    return new Scope(
        object.get("parent").filter(parent -> !(parent instanceof JsonNull)).map(Json::asString),
        object.get("status").map(Json::asString).orElse(ACTIVE),
        tokens);
  }
}
