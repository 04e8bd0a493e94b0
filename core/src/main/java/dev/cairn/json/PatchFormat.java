package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import dev.cairn.json.JsonPatch.Add;
import dev.cairn.json.JsonPatch.Copy;
import dev.cairn.json.JsonPatch.Move;
import dev.cairn.json.JsonPatch.Operation;
import dev.cairn.json.JsonPatch.Remove;
import dev.cairn.json.JsonPatch.Replace;
import dev.cairn.json.JsonPatch.Test;
import java.util.ArrayList;

/** A patch in the JSON of RFC 6902, both ways. */
final class PatchFormat {
  private PatchFormat() {}

  static JsonPatch read(Json json) {
    if (!(json instanceof JsonArray array)) {
      throw new JsonException(Code.BAD_PATCH, "a patch is an array of operations");
    }
    var operations = new ArrayList<Operation>(array.size());
    for (Json item : array) {
      try {
        operations.add(operation(item.asObject()));
      } catch (JsonException e) {
        throw e.as(Code.BAD_PATCH, "operation " + operations.size());
      }
    }
    return new JsonPatch(operations);
  }

  private static Operation operation(JsonObject json) {
    String name = json.require("op").asString();
    return switch (name) {
      case "add" -> new Add(pointer(json, "path"), json.require("value"));
      case "remove" -> new Remove(pointer(json, "path"));
      case "replace" -> new Replace(pointer(json, "path"), json.require("value"));
      case "move" -> new Move(pointer(json, "from"), pointer(json, "path"));
      case "copy" -> new Copy(pointer(json, "from"), pointer(json, "path"));
      case "test" -> new Test(pointer(json, "path"), json.require("value"));
      default ->
          throw new JsonException(
              Code.BAD_PATCH,
              "op %s is none of add, remove, replace, move, copy, test"
                  .formatted(JsonException.quote(name)));
    };
  }

  private static JsonPointer pointer(JsonObject json, String key) {
    return JsonPointer.parse(json.require(key).asString());
  }

  static Json write(JsonPatch patch) {
    return JsonArray.copyOf(patch.operations().stream().map(PatchFormat::write).toList());
  }

  private static JsonObject write(Operation operation) {
    var json = JsonObject.of("op", name(operation)).with("path", text(operation.path()));
    return switch (operation) {
      case Add add -> json.with("value", add.value());
      case Remove remove -> json;
      case Replace replace -> json.with("value", replace.value());
      case Move move -> json.with("from", text(move.from()));
      case Copy copy -> json.with("from", text(copy.from()));
      case Test test -> json.with("value", test.value());
    };
  }

  private static JsonString text(JsonPointer pointer) {
    return new JsonString(pointer.toString());
  }

  static String name(Operation operation) {
    return switch (operation) {
      case Add add -> "add";
      case Remove remove -> "remove";
      case Replace replace -> "replace";
      case Move move -> "move";
      case Copy copy -> "copy";
      case Test test -> "test";
    };
  }
}
