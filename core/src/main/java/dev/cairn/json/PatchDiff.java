package dev.cairn.json;

import dev.cairn.json.JsonPatch.Add;
import dev.cairn.json.JsonPatch.Operation;
import dev.cairn.json.JsonPatch.Remove;
import dev.cairn.json.JsonPatch.Replace;
import java.util.ArrayList;
import java.util.List;

/** Finds the operations that turn one value into another; methods return their cost in bytes. */
final class PatchDiff {
  /** About what {@code {"op":"replace","path":"","value":}} takes. */
  private static final int OPERATION_BYTES = 35;

  private final List<Operation> operations = new ArrayList<>();

  private PatchDiff() {}

  static JsonPatch between(Json before, Json after) {
    var diff = new PatchDiff();
    diff.value(JsonPointer.root(), before, after);
    return new JsonPatch(diff.operations);
  }

  private long value(JsonPointer path, Json before, Json after) {
    if (before.equals(after)) {
      return 0;
    }
    int start = operations.size();
    long whole = cost(path) + after.byteCount();
    long parts = parts(path, before, after, whole);
    if (parts < whole) {
      return parts;
    }
    operations.subList(start, operations.size()).clear();
    operations.add(new Replace(path, after));
    return whole;
  }

  private long parts(JsonPointer path, Json before, Json after, long whole) {
    if (before instanceof JsonObject from && after instanceof JsonObject to) {
      return members(path, from, to);
    }
    if (before instanceof JsonArray from && after instanceof JsonArray to) {
      return items(path, from, to);
    }
    return whole;
  }

  /** Both sides are sorted, so one walk along the two is enough. */
  private long members(JsonPointer path, JsonObject before, JsonObject after) {
    long cost = 0;
    int b = 0;
    int a = 0;
    while (b < before.size() || a < after.size()) {
      int order = order(before, b, after, a);
      if (order < 0) {
        cost += remove(path.child(before.keyAt(b++)));
      } else if (order > 0) {
        cost += add(path.child(after.keyAt(a)), after.valueAt(a++));
      } else {
        cost += member(path, before.valueAt(b++), after, a++);
      }
    }
    return cost;
  }

  private static int order(JsonObject before, int b, JsonObject after, int a) {
    if (b == before.size()) {
      return 1;
    }
    return a == after.size() ? -1 : before.keyAt(b).compareTo(after.keyAt(a));
  }

  private long member(JsonPointer path, Json before, JsonObject after, int index) {
    Json value = after.valueAt(index);
    // A path is made only where something changed.
    return before.equals(value) ? 0 : value(path.child(after.keyAt(index)), before, value);
  }

  private long items(JsonPointer path, JsonArray before, JsonArray after) {
    int start = commonStart(before, after);
    int end = commonEnd(before, after, start);
    int beforeEnd = before.size() - end;
    int afterEnd = after.size() - end;
    int both = Math.min(beforeEnd, afterEnd);
    long cost = 0;
    for (int i = start; i < both; i++) {
      cost += value(path.child(i), before.get(i), after.get(i));
    }
    for (int i = both; i < beforeEnd; i++) {
      cost += remove(path.child(both));
    }
    for (int i = both; i < afterEnd; i++) {
      cost += add(path.child(i), after.get(i));
    }
    return cost;
  }

  private static int commonStart(JsonArray before, JsonArray after) {
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    return start;
  }

  private static int commonEnd(JsonArray before, JsonArray after, int start) {
    int shorter = Math.min(before.size(), after.size()) - start;
    int end = 0;
    while (end < shorter
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    return end;
  }

  private long remove(JsonPointer path) {
    operations.add(new Remove(path));
    return cost(path);
  }

  private long add(JsonPointer path, Json value) {
    operations.add(new Add(path, value));
    return cost(path) + value.byteCount();
  }

  private static long cost(JsonPointer path) {
    long cost = OPERATION_BYTES;
    for (String token : path.tokens()) {
      cost += 1 + token.length();
    }
    return cost;
  }
}
