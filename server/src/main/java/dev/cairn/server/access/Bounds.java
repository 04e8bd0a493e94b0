package dev.cairn.server.access;

import dev.cairn.CairnException;

/**
 * How much a caller may ask for.
 *
 * @param perSecond requests of one subject, in the long run
 * @param anonymousPerSecond requests from one address by who shows nothing that is believed
 * @param streams long answers of one subject at a time
 */
public record Bounds(int perSecond, int anonymousPerSecond, int streams) {
  /** What may come at once is what so many seconds allow. */
  private static final int BURST_SECONDS = 2;

  /** More than this machine answers: who is alone on it is in nobody's way. */
  private static final int PER_SECOND_HERE = 100_000;

  private static final int PER_SECOND_WIDE = 1_000;

  public Bounds {
    if (perSecond < 1 || anonymousPerSecond < 1 || streams < 1) {
      throw new CairnException.Invalid(
          "invalid_rate", "a bound must be more than 0", "correct the settings");
    }
  }

  /** What is allowed where nothing is set. */
  public static Bounds of(Listening listening) {
    return new Bounds(listening.isWide() ? PER_SECOND_WIDE : PER_SECOND_HERE, 500, 100);
  }

  /** How many requests may come at once where so many a second may. */
  public static int burst(int perSecond) {
    return Math.multiplyExact(perSecond, BURST_SECONDS);
  }
}
