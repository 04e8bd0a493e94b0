package dev.cairn.json;

import org.jspecify.annotations.Nullable;

/**
 * What objects and arrays remember of themselves: depth, length and hash of the canonical form, but
 * not the form, which would double the memory of a state.
 */
abstract sealed class Nested permits JsonObject, JsonArray {
  private final int depth;

  // Both are filled without a lock: threads that race compute the same, and an int and a reference
  // to an object of final fields are seen whole or not at all.
  private int byteCount;
  private @Nullable Sha256 hash;

  Nested(int depth) {
    if (depth > JsonLimits.DEPTH_CEILING) {
      throw JsonException.tooDeep(JsonLimits.DEPTH_CEILING);
    }
    this.depth = depth;
  }

  abstract long countBytes();

  abstract byte[] canonicalBytes();

  public final int depth() {
    return depth;
  }

  public final int byteCount() {
    int known = byteCount;
    if (known == 0) {
      known = (int) Math.min(countBytes(), Integer.MAX_VALUE);
      byteCount = known;
    }
    return known;
  }

  public final Sha256 hash() {
    Sha256 known = hash;
    if (known == null) {
      known = Sha256.of(canonicalBytes());
      hash = known;
    }
    return known;
  }

  /** Whether both were hashed before and differ; answers many comparisons without looking in. */
  final boolean isKnownToDiffer(Nested other) {
    Sha256 mine = hash;
    Sha256 theirs = other.hash;
    return mine != null && theirs != null && !mine.equals(theirs);
  }
}
