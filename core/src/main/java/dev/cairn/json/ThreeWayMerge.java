package dev.cairn.json;

import java.util.List;

/** What became of two changes of one document. */
public sealed interface ThreeWayMerge {
  /** Both changes are in {@code value}. */
  record Merged(Json value) implements ThreeWayMerge {}

  /**
   * Both sides changed these places, and differently.
   *
   * @param paths where, in canonical order; at least one
   */
  record Clash(List<JsonPointer> paths) implements ThreeWayMerge {
    /** Copies the paths. */
    public Clash {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Brings together what {@code mine} and {@code theirs} made of {@code base}. Objects merge member
   * by member; arrays and other values change as a whole. Equal changes agree; removing what the
   * other side changed clashes.
   */
  static ThreeWayMerge merge(Json base, Json mine, Json theirs) {
    return new MemberMerge().merge(base, mine, theirs);
  }
}
