package dev.cairn.crash;

import java.util.random.RandomGenerator;

/**
 * How many faults a test makes, and which: few and new ones in each run, unless asked otherwise.
 */
final class Faults {
  private static final String ROUNDS = "cairn.crash.rounds";
  private static final String SEED = "cairn.seed";

  private Faults() {}

  /** {@code few}, or what {@code -Dcairn.crash.rounds=…} asks for. */
  static int rounds(int few) {
    return Integer.getInteger(ROUNDS, few);
  }

  /** Whether this is the long campaign. */
  static boolean isCampaign() {
    return Integer.getInteger(ROUNDS) != null;
  }

  /** Says which seed it takes: {@code -Dcairn.seed=…} runs that one again. */
  static RandomGenerator random(String test) {
    long seed = Long.getLong(SEED, RandomGenerator.getDefault().nextLong());
    System.out.println(test + ": -D" + SEED + "=" + seed);
    return new java.util.SplittableRandom(seed);
  }
}
