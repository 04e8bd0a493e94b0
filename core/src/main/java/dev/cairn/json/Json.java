package dev.cairn.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value that every store of Cairn holds unchanged.
 *
 * <p>No value contains U+0000, a lone surrogate or a repeated key, and none nests deeper than
 * {@value JsonLimits#DEPTH_CEILING}. Numbers are exact decimals of any length up to {@value
 * JsonNumber#LENGTH_MAX} characters. Values that are equal have the same canonical form, and the
 * other way round. All values are safe for use by many threads.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /**
   * Reads exactly one JSON document within {@link JsonLimits#defaults()}.
   *
   * @throws JsonException if the text is not JSON, not portable or over a limit
   */
  static Json parse(String text) {
    return parse(text, JsonLimits.defaults());
  }

  /** Like {@link #parse(String)}, within {@code limits}. */
  static Json parse(String text, JsonLimits limits) {
    return JsonReader.read(text, limits);
  }

  /** Like {@link #parse(String)}; the bytes must be valid UTF-8 without a byte order mark. */
  static Json parse(byte[] utf8) {
    return parse(utf8, JsonLimits.defaults());
  }

  /** Like {@link #parse(byte[])}, within {@code limits}. */
  static Json parse(byte[] utf8, JsonLimits limits) {
    return JsonReader.read(utf8, limits);
  }

  /**
   * The JSON value of a Java one: null, Boolean, String, Byte, Short, Integer, Long, BigInteger,
   * BigDecimal, finite Double, List, Map with String keys, or Json itself. Collections are copied.
   *
   * @throws JsonException if the value is of another type or not portable
   */
  static Json of(@Nullable Object value) {
    return JavaValues.toJson(value, 0);
  }

  /**
   * The canonical form: RFC 8785, except that a number which a double would change is its plain
   * exact decimal. Equal to {@code toString()}.
   */
  default String canonical() {
    return new String(canonicalBytes(), StandardCharsets.UTF_8);
  }

  /**
   * The canonical form in UTF-8; the caller may keep and change the array.
   *
   * @throws JsonException if the form would exceed the length of a Java array
   */
  default byte[] canonicalBytes() {
    return CanonicalWriter.write(this);
  }

  /** The length of {@link #canonicalBytes()}, in bytes; {@link Integer#MAX_VALUE} if beyond. */
  int byteCount();

  /** SHA-256 of {@link #canonicalBytes()}. Objects and arrays compute it once. */
  default Sha256 hash() {
    return Sha256.of(canonicalBytes());
  }

  /** How many objects and arrays are around the innermost value, this one included; 0 if none. */
  default int depth() {
    return 0;
  }

  /** The value that {@code pointer} leads to, if there is one. */
  default Optional<Json> at(JsonPointer pointer) {
    return pointer.find(this);
  }

  /**
   * The value that an RFC 6901 pointer such as {@code /items/0/name} leads to, if there is one.
   *
   * @throws JsonException if the pointer is malformed
   */
  default Optional<Json> at(String pointer) {
    return at(JsonPointer.parse(pointer));
  }

  /**
   * This value as an object.
   *
   * @throws JsonException with code {@code wrong_type} if it is not one
   */
  default JsonObject asObject() {
    throw JsonException.wrongType("an object", this);
  }

  /**
   * This value as an array.
   *
   * @throws JsonException with code {@code wrong_type} if it is not one
   */
  default JsonArray asArray() {
    throw JsonException.wrongType("an array", this);
  }

  /**
   * The text of this string.
   *
   * @throws JsonException with code {@code wrong_type} if this is not a string
   */
  default String asString() {
    throw JsonException.wrongType("a string", this);
  }

  /**
   * This boolean.
   *
   * @throws JsonException with code {@code wrong_type} if this is not a boolean
   */
  default boolean asBoolean() {
    throw JsonException.wrongType("a boolean", this);
  }

  /**
   * This number, as it is.
   *
   * @throws JsonException with code {@code wrong_type} if this is not a number
   */
  default JsonNumber asNumber() {
    throw JsonException.wrongType("a number", this);
  }

  /**
   * This whole number.
   *
   * @throws JsonException with code {@code wrong_type} if this is not a whole number of 64 bits
   */
  default long asLong() {
    return asNumber().toLong();
  }

  /**
   * This whole number.
   *
   * @throws JsonException with code {@code wrong_type} if this is not a whole number of 32 bits
   */
  default int asInt() {
    return asNumber().toInt();
  }

  /** Whether this is {@link JsonNull#NULL}. */
  default boolean isNull() {
    return this == JsonNull.NULL;
  }
}
