package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;

/**
 * A logical thread of execution. It lives in a scope, stands at an instruction {@code ip} of
 * whatever drives it, carries a value, and is {@code active} until it is complete, failed or
 * cancelled.
 */
public record Token(String scope, long ip, Json value, String status) {
  public static final String ACTIVE = "active";
  public static final String COMPLETE = "complete";
  public static final String CANCELLED = "cancelled";

  /** An active token at instruction 0 that carries nothing. */
  public static Token in(String scope) {
    return new Token(scope, 0, JsonNull.NULL, ACTIVE);
  }

  public Token withStatus(String next) {
    return new Token(scope, ip, value, next);
  }

  public boolean isActive() {
    return status.equals(ACTIVE);
  }

  public JsonObject toJson() {
    return JsonObject.of("scope", scope, "ip", ip, "value", value, "status", status);
  }

  /**
   * Reads {@link #toJson}; members left out take the values of {@link #in}.
   *
   * @throws dev.cairn.json.JsonException when a member has another type
   */
  public static Token parse(Json json) {
    var object = json.asObject();
    return new Token(
        object.get("scope").map(Json::asString).orElse(Scope.ROOT),
        object.get("ip").map(Json::asLong).orElse(0L),
        object.get("value").orElse(JsonNull.NULL),
        object.get("status").map(Json::asString).orElse(ACTIVE));
  }
}
