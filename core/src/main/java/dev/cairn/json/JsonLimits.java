package dev.cairn.json;

import dev.cairn.json.JsonException.Code;

/**
 * How deep and how large a document may be.
 *
 * @param maxDepth objects and arrays around one another; 1 to {@value #DEPTH_CEILING}
 * @param maxBytes length in UTF-8; 1 to {@value #BYTES_CEILING}
 */
public record JsonLimits(int maxDepth, long maxBytes) {
  /** No limit allows more depth than this, and no value has more: recursion stays safe. */
  public static final int DEPTH_CEILING = 1_000;

  /** No limit allows more bytes than this: they must fit one array. */
  public static final int BYTES_CEILING = Integer.MAX_VALUE - 16;

  private static final JsonLimits DEFAULTS = new JsonLimits(100, 8L << 20);

  /** Checks that the limits can be kept. */
  public JsonLimits {
    if (maxDepth < 1 || maxDepth > DEPTH_CEILING) {
      throw new IllegalArgumentException("max-depth must be 1 to 1000: " + maxDepth);
    }
    if (maxBytes < 1 || maxBytes > BYTES_CEILING) {
      throw new IllegalArgumentException("max-bytes must be 1 to 2147483631: " + maxBytes);
    }
  }

  /** Depth 100 and 8 MiB. */
  public static JsonLimits defaults() {
    return DEFAULTS;
  }

  /**
   * Returns {@code value} if its depth and the length of its canonical form are within the limits.
   *
   * @throws JsonException with code {@code too_deep} or {@code too_large}
   */
  public Json check(Json value) {
    checkDepth(value.depth());
    checkBytes(value.byteCount());
    return value;
  }

  void checkDepth(int depth) {
    if (depth > maxDepth) {
      throw JsonException.tooDeep(maxDepth);
    }
  }

  void checkBytes(long bytes) {
    if (bytes > maxBytes) {
      throw new JsonException(
          Code.TOO_LARGE,
          "the document has %d bytes, the limit is %d: split it, or raise the limit"
              .formatted(bytes, maxBytes));
    }
  }
}
