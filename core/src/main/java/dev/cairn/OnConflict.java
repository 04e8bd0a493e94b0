package dev.cairn;

/** What to do when an instance has moved on from the version that a commit was made from. */
public enum OnConflict {
  /** Answer with the conflict. */
  REJECT,
  /** Make the commit again from the current version, a bounded number of times. */
  RETRY,
  /** Merge three ways; the same path changed on both sides is a conflict that names it. */
  MERGE
}
