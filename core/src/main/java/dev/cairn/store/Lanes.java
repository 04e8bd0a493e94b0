package dev.cairn.store;

import dev.cairn.InstanceId;

/** Into which lane an instance belongs: for ever, since rows are kept by it. */
public final class Lanes {
  private Lanes() {}

  /** A number from 0 to {@code lanes} - 1, from all bits of the id. */
  public static int of(InstanceId id, int lanes) {
    long bits = id.value().getMostSignificantBits() ^ id.value().getLeastSignificantBits();
    // The finisher of SplitMix64 (Steele, Lea and Flood, 2014): ids that differ little spread well.
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(bits ^ (bits >>> 31), lanes);
  }
}
