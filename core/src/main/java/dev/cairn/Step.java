package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;

/** A named part of a definition. {@code spec} is the step as it was registered, all members. */
public record Step(String id, String name, String kind, JsonObject spec) {

  static Step parse(Json json) {
    var spec = json.asObject();
    var id = spec.get("id").map(Json::asString).orElse("");
    Names.check("step id", id, 200);
    return new Step(
        id,
        spec.get("name").map(Json::asString).orElse(id),
        spec.get("kind").map(Json::asString).orElse("task"),
        spec);
  }
}
