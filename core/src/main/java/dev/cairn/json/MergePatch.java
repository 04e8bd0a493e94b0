package dev.cairn.json;

/** JSON Merge Patch, RFC 7396. */
public final class MergePatch {
  private MergePatch() {}

  /**
   * The document after {@code patch}: its members replace those of {@code target}, object by
   * object, and null removes. A patch that is not an object takes the place of the target.
   */
  public static Json apply(Json target, Json patch) {
    if (!(patch instanceof JsonObject changes)) {
      return patch;
    }
    JsonObject merged = target instanceof JsonObject object ? object : JsonObject.empty();
    for (int i = 0; i < changes.size(); i++) {
      merged = member(merged, changes.keyAt(i), changes.valueAt(i));
    }
    return merged;
  }

  private static JsonObject member(JsonObject target, String key, Json patch) {
    return patch.isNull()
        ? target.without(key)
        : target.with(key, apply(target.get(key).orElse(JsonNull.NULL), patch));
  }
}
