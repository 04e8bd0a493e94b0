package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import dev.cairn.json.JsonPatch.Add;
import dev.cairn.json.JsonPatch.Copy;
import dev.cairn.json.JsonPatch.Move;
import dev.cairn.json.JsonPatch.Operation;
import dev.cairn.json.JsonPatch.Remove;
import dev.cairn.json.JsonPatch.Replace;
import dev.cairn.json.JsonPatch.Test;
import java.util.List;

/** One operation of a patch, done to a document. */
final class PatchStep {
  private static final String BEHIND_THE_LAST = "-";

  /** What happens to the object or array around the place that a path names. */
  private interface Edit {
    Json edit(Json around, String token);
  }

  private PatchStep() {}

  static Json apply(Operation operation, Json document) {
    return switch (operation) {
      case Add(var path, var value) -> add(document, path, value);
      case Remove(var path) -> remove(document, path);
      case Replace(var path, var value) -> replace(document, path, value);
      case Move(var from, var path) -> move(document, from, path);
      case Copy(var from, var path) -> add(document, path, require(document, from));
      case Test(var path, var value) -> test(document, path, value);
    };
  }

  private static Json add(Json document, JsonPointer path, Json value) {
    return path.isRoot()
        ? value
        : edit(document, path.tokens(), (around, token) -> added(around, token, value));
  }

  private static Json added(Json around, String token, Json value) {
    if (around instanceof JsonObject object) {
      return object.with(token, value);
    }
    JsonArray array = arrayAt(around, token);
    int index = token.equals(BEHIND_THE_LAST) ? array.size() : JsonPointer.index(token);
    if (index < 0 || index > array.size()) {
      throw missing(token);
    }
    return array.insert(index, value);
  }

  private static Json remove(Json document, JsonPointer path) {
    if (path.isRoot()) {
      throw failed("the whole document cannot be removed");
    }
    return edit(document, path.tokens(), PatchStep::removed);
  }

  private static Json removed(Json around, String token) {
    child(around, token);
    return around instanceof JsonObject object
        ? object.without(token)
        : arrayAt(around, token).remove(JsonPointer.index(token));
  }

  private static Json replace(Json document, JsonPointer path, Json value) {
    return path.isRoot()
        ? value
        : edit(document, path.tokens(), (around, token) -> replaced(around, token, value));
  }

  private static Json replaced(Json around, String token, Json value) {
    child(around, token);
    return around instanceof JsonObject object
        ? object.with(token, value)
        : arrayAt(around, token).replace(JsonPointer.index(token), value);
  }

  private static Json move(Json document, JsonPointer from, JsonPointer path) {
    Json value = require(document, from);
    if (from.equals(path)) {
      return document;
    }
    if (from.isPrefixOf(path)) {
      throw failed("a value cannot move into itself");
    }
    return add(remove(document, from), path, value);
  }

  private static Json test(Json document, JsonPointer path, Json value) {
    if (!require(document, path).equals(value)) {
      throw failed("the value differs from the one tested for");
    }
    return document;
  }

  private static Json require(Json document, JsonPointer path) {
    Json at = document;
    for (String token : path.tokens()) {
      at = child(at, token);
    }
    return at;
  }

  private static Json edit(Json around, List<String> tokens, Edit last) {
    String token = tokens.getFirst();
    if (tokens.size() == 1) {
      return last.edit(around, token);
    }
    Json inner = edit(child(around, token), tokens.subList(1, tokens.size()), last);
    return replaced(around, token, inner);
  }

  private static Json child(Json around, String token) {
    return JsonPointer.step(around, token).orElseThrow(() -> missing(token));
  }

  private static JsonArray arrayAt(Json around, String token) {
    if (around instanceof JsonArray array) {
      return array;
    }
    throw missing(token);
  }

  private static JsonException missing(String token) {
    return failed("there is no place " + JsonException.quote(token));
  }

  private static JsonException failed(String reason) {
    return new JsonException(Code.PATCH_FAILED, reason);
  }
}
