package dev.cairn.json;

import dev.cairn.json.ThreeWayMerge.Clash;
import dev.cairn.json.ThreeWayMerge.Merged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The walk of a three-way merge; an absent member is null. */
final class MemberMerge {
  private final List<JsonPointer> clashes = new ArrayList<>();

  ThreeWayMerge merge(Json base, Json mine, Json theirs) {
    Json merged = value(JsonPointer.root(), base, mine, theirs);
    // Without a clash the root is there: it was on all three sides.
    return merged == null || !clashes.isEmpty() ? new Clash(clashes) : new Merged(merged);
  }

  private @Nullable Json value(
      JsonPointer path, @Nullable Json base, @Nullable Json mine, @Nullable Json theirs) {
    if (Objects.equals(mine, theirs) || Objects.equals(base, theirs)) {
      return mine;
    }
    if (Objects.equals(base, mine)) {
      return theirs;
    }
    if (mine instanceof JsonObject left && theirs instanceof JsonObject right) {
      if (base == null) {
        return members(path, JsonObject.empty(), left, right);
      }
      if (base instanceof JsonObject before) {
        return members(path, before, left, right);
      }
    }
    clashes.add(path);
    return mine;
  }

  private JsonObject members(
      JsonPointer path, JsonObject base, JsonObject mine, JsonObject theirs) {
    var keys = new TreeSet<String>(mine.keys());
    keys.addAll(theirs.keys());
    var merged = new Members();
    for (String key : keys) {
      Json value = value(path.child(key), base.find(key), mine.find(key), theirs.find(key));
      if (value != null) {
        merged.add(key, value);
      }
    }
    return merged.toObject();
  }
}
