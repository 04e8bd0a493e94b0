package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object. Its members are kept in canonical order, by UTF-16 code unit; a member
 * is found in logarithmic time. Changed copies share the values.
 */
public final class JsonObject extends Nested implements Json {
  private static final JsonObject EMPTY = new JsonObject(new String[0], new Json[0]);

  private final String[] keys;
  private final Json[] values;

  // Filled without a lock, as in Nested. The hashes of values, as text: copies inherit them.
  private @Nullable JsonString @Nullable [] hashes;
  private @Nullable Sha256 treeHash;

  private JsonObject(String[] keys, Json[] values) {
    super(1 + deepest(values));
    this.keys = keys;
    this.values = values;
  }

  private JsonObject inheriting(@Nullable JsonString @Nullable [] known) {
    hashes = known;
    return this;
  }

  /** Takes arrays that nobody else holds: portable keys, strictly ascending, and their values. */
  static JsonObject adopt(String[] keys, Json[] values) {
    return keys.length == 0 ? EMPTY : new JsonObject(keys, values);
  }

  /** The object without members. */
  public static JsonObject empty() {
    return EMPTY;
  }

  /**
   * The object of these members: key, value, key, value and so on. Values are converted by {@link
   * Json#of}.
   *
   * @throws JsonException if a key repeats, or a key or value is not portable
   * @throws IllegalArgumentException if a key is not a String or the last value is missing
   */
  public static JsonObject of(@Nullable Object... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("the last key has no value");
    }
    var members = new Members();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (!(keysAndValues[i] instanceof String key)) {
        throw new IllegalArgumentException("not a key: " + keysAndValues[i]);
      }
      members.add(key, Json.of(keysAndValues[i + 1]));
    }
    return members.toObject();
  }

  /** Starts an object without members. */
  public static JsonObjectBuilder builder() {
    return new JsonObjectBuilder();
  }

  /** How many members there are. */
  public int size() {
    return keys.length;
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return keys.length == 0;
  }

  /** The value of a member, if there is one of this key. */
  public Optional<Json> get(String key) {
    return Optional.ofNullable(find(key));
  }

  /**
   * The value of a member that must be there.
   *
   * @throws JsonException with code {@code missing_member} if it is not
   */
  public Json require(String key) {
    Json value = find(key);
    if (value == null) {
      throw new JsonException(
          Code.MISSING_MEMBER, "the member %s is missing".formatted(JsonException.quote(key)));
    }
    return value;
  }

  /** Whether there is a member of this key. */
  public boolean has(String key) {
    return indexOf(key) >= 0;
  }

  /** All keys, in canonical order; the list cannot be changed. */
  public List<String> keys() {
    return Collections.unmodifiableList(Arrays.asList(keys));
  }

  /** All members, in canonical order; the list cannot be changed. */
  public List<Map.Entry<String, Json>> entries() {
    return IntStream.range(0, keys.length).mapToObj(this::entryAt).toList();
  }

  /** Shows every member to {@code visitor}, in canonical order. */
  public void forEach(BiConsumer<? super String, ? super Json> visitor) {
    for (int i = 0; i < keys.length; i++) {
      visitor.accept(keys[i], values[i]);
    }
  }

  /**
   * A copy in which the member {@code key} has this value; this object if it is there already.
   *
   * @throws JsonException if the key is not portable
   */
  // By reference: two values may share so much that comparing them takes forever.
  @SuppressWarnings("ReferenceEquality")
  public JsonObject with(String key, Json value) {
    int index = indexOf(key);
    if (index < 0) {
      Text.checkPortable(key);
      int at = -index - 1;
      return new JsonObject(inserted(keys, at, key), inserted(values, at, value))
          .inheriting(hashes == null ? null : inserted(hashes, at, null));
    }
    if (values[index] == value) {
      return this;
    }
    Json[] copy = values.clone();
    copy[index] = value;
    return new JsonObject(keys, copy).inheriting(hashes == null ? null : forgot(hashes, index));
  }

  /** A copy without the member {@code key}. */
  public JsonObject without(String key) {
    int index = indexOf(key);
    if (index < 0) {
      return this;
    }
    return keys.length == 1
        ? EMPTY
        : new JsonObject(removed(keys, index), removed(values, index))
            .inheriting(hashes == null ? null : removed(hashes, index));
  }

  @Override
  public JsonObject asObject() {
    return this;
  }

  @Override
  public byte[] canonicalBytes() {
    return CanonicalWriter.write(this);
  }

  /**
   * The root of a shallow hash tree: SHA-256 over the canonical form of the object that maps each
   * key to the hash of its value, in hexadecimal. Hashes of unchanged values are not computed
   * again.
   */
  public Sha256 treeHash() {
    Sha256 known = treeHash;
    if (known == null) {
      Json[] all = new Json[values.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = hashAt(i);
      }
      known = Sha256.of(CanonicalWriter.write(new JsonObject(keys, all)));
      treeHash = known;
    }
    return known;
  }

  /**
   * The hash of a member's value, in hexadecimal; remembered, also by copies that keep the value.
   *
   * @throws JsonException if there is no such member
   */
  public JsonString hashOf(String key) {
    require(key);
    return hashAt(indexOf(key));
  }

  private JsonString hashAt(int index) {
    @Nullable JsonString[] known = hashes;
    if (known == null) {
      known = new @Nullable JsonString[values.length];
      hashes = known;
    }
    JsonString hash = known[index];
    if (hash == null) {
      hash = new JsonString(values[index].hash().hex());
      known[index] = hash;
    }
    return hash;
  }

  @Override
  long countBytes() {
    long count = 2L + Math.max(0, keys.length - 1);
    for (int i = 0; i < keys.length; i++) {
      count += Text.quotedLength(keys[i]) + 1L + values[i].byteCount();
    }
    return count;
  }

  @Nullable Json find(String key) {
    int index = indexOf(key);
    return index < 0 ? null : values[index];
  }

  String keyAt(int index) {
    return keys[index];
  }

  Json valueAt(int index) {
    return values[index];
  }

  private int indexOf(String key) {
    return Arrays.binarySearch(keys, key);
  }

  private Map.Entry<String, Json> entryAt(int index) {
    return new SimpleImmutableEntry<>(keys[index], values[index]);
  }

  private static @Nullable JsonString[] forgot(@Nullable JsonString[] known, int index) {
    @Nullable JsonString[] copy = known.clone();
    copy[index] = null;
    return copy;
  }

  private static <T extends @Nullable Object> T[] inserted(T[] array, int at, T item) {
    T[] copy = Arrays.copyOf(array, array.length + 1);
    System.arraycopy(array, at, copy, at + 1, array.length - at);
    copy[at] = item;
    return copy;
  }

  private static <T extends @Nullable Object> T[] removed(T[] array, int at) {
    T[] copy = Arrays.copyOf(array, array.length - 1);
    System.arraycopy(array, at + 1, copy, at, copy.length - at);
    return copy;
  }

  private static int deepest(Json[] values) {
    int deepest = 0;
    for (Json value : values) {
      deepest = Math.max(deepest, value.depth());
    }
    return deepest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof JsonObject that
        && !isKnownToDiffer(that)
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return canonical();
  }
}
