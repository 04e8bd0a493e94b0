package dev.cairn.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An immutable JSON array. Changed copies share the items. */
public final class JsonArray extends Nested implements Json, Iterable<Json> {
  private static final JsonArray EMPTY = new JsonArray(List.of());

  private final List<Json> items;

  private JsonArray(List<Json> items) {
    super(1 + deepest(items));
    this.items = items;
  }

  /** The array without items. */
  public static JsonArray empty() {
    return EMPTY;
  }

  /**
   * The array of these values, each converted by {@link Json#of}.
   *
   * @throws JsonException if one of them is not portable
   */
  public static JsonArray of(@Nullable Object... items) {
    return copyOf(Arrays.stream(items).map(Json::of).toList());
  }

  /** The array of these items. */
  public static JsonArray copyOf(List<? extends Json> items) {
    return items.isEmpty() ? EMPTY : new JsonArray(List.copyOf(items));
  }

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  /** Whether there are no items. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /**
   * The item at {@code index}, which counts from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public Json get(int index) {
    return items.get(index);
  }

  /** The item at {@code index}, if there is one. */
  public Optional<Json> find(int index) {
    return index >= 0 && index < size() ? Optional.of(get(index)) : Optional.empty();
  }

  /** All items, in order; the list cannot be changed. */
  public List<Json> items() {
    return items;
  }

  @Override
  public Iterator<Json> iterator() {
    return items.iterator();
  }

  /** A copy with {@code item} at the end. */
  public JsonArray append(Json item) {
    return insert(size(), item);
  }

  /** A copy with {@code item} before the one at {@code index}, or at the end. */
  public JsonArray insert(int index, Json item) {
    var copy = new ArrayList<Json>(items.size() + 1);
    copy.addAll(items);
    copy.add(index, item);
    return copyOf(copy);
  }

  /** A copy with {@code item} in place of the one at {@code index}. */
  // By reference: two values may share so much that comparing them takes forever.
  @SuppressWarnings("ReferenceEquality")
  public JsonArray replace(int index, Json item) {
    if (get(index) == item) {
      return this;
    }
    var copy = new ArrayList<>(items);
    copy.set(index, item);
    return copyOf(copy);
  }

  /** A copy without the item at {@code index}. */
  public JsonArray remove(int index) {
    var copy = new ArrayList<>(items);
    copy.remove(index);
    return copyOf(copy);
  }

  @Override
  public JsonArray asArray() {
    return this;
  }

  @Override
  public byte[] canonicalBytes() {
    return CanonicalWriter.write(this);
  }

  @Override
  long countBytes() {
    long count = 2L + Math.max(0, items.size() - 1);
    for (Json item : items) {
      count += item.byteCount();
    }
    return count;
  }

  private static int deepest(List<Json> items) {
    int deepest = 0;
    for (Json item : items) {
      deepest = Math.max(deepest, item.depth());
    }
    return deepest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof JsonArray that && !isKnownToDiffer(that) && items.equals(that.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
