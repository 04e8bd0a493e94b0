package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import java.util.Arrays;
import java.util.Comparator;

/** Members in the order they come; sorted at the end, and only if they did not come sorted. */
final class Members {
  private record Member(String key, Json value) {}

  private String[] keys = new String[8];
  private Json[] values = new Json[8];
  private int size;
  private boolean ascending = true;

  void add(String key, Json value) {
    Text.checkPortable(key);
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    ascending = ascending && (size == 0 || keys[size - 1].compareTo(key) < 0);
    keys[size] = key;
    values[size] = value;
    size++;
  }

  /** Ends the collecting: the arrays become the object's own. */
  JsonObject toObject() {
    keys = Arrays.copyOf(keys, size);
    values = Arrays.copyOf(values, size);
    if (!ascending) {
      sort();
      refuseDuplicates();
    }
    return JsonObject.adopt(keys, values);
  }

  private void sort() {
    var members = new Member[size];
    Arrays.setAll(members, i -> new Member(keys[i], values[i]));
    Arrays.sort(members, Comparator.comparing(Member::key));
    Arrays.setAll(keys, i -> members[i].key());
    Arrays.setAll(values, i -> members[i].value());
  }

  private void refuseDuplicates() {
    for (int i = 1; i < size; i++) {
      if (keys[i - 1].equals(keys[i])) {
        throw new JsonException(
            Code.DUPLICATE_KEY,
            "the key %s comes twice in one object: keep one of them"
                .formatted(JsonException.quote(keys[i])));
      }
    }
  }
}
