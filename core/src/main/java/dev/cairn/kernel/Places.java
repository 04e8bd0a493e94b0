package dev.cairn.kernel;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where two documents differ, for people: objects are looked into, everything else is one place. A
 * patch does not tell, since it may replace a whole document where that is shorter.
 */
final class Places {
  private Places() {}

  /** Paths of what differs, in order; empty when the documents are equal. */
  static List<JsonPointer> differing(Json before, Json after) {
    var places = new ArrayList<JsonPointer>();
    compare(JsonPointer.root(), before, after, places);
    return places;
  }

  private static void compare(JsonPointer at, Json before, Json after, List<JsonPointer> places) {
    if (before.equals(after)) {
      return;
    }
    if (!(before instanceof JsonObject was) || !(after instanceof JsonObject is)) {
      places.add(at);
      return;
    }
    var keys = new TreeSet<>(was.keys());
    keys.addAll(is.keys());
    for (var key : keys) {
      var here = at.child(key);
      if (was.has(key) && is.has(key)) {
        compare(here, was.require(key), is.require(key), places);
      } else {
        places.add(here);
      }
    }
  }
}
