package dev.cairn.testkit;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Seeds for random tests, new ones in each run. A test shows its seed in its name; {@code
 * -Dcairn.seed=…} runs that one again.
 */
public final class Seeds {
  private static final int FEW = 3;

  private Seeds() {}

  /** Three seeds, or the one that was asked for. */
  public static Stream<Long> few() {
    var chosen = Long.getLong("cairn.seed");
    return chosen != null
        ? Stream.of(chosen)
        : LongStream.generate(RandomGenerator.getDefault()::nextLong).limit(FEW).boxed();
  }

  /** The random numbers of a seed, always the same. */
  public static RandomGenerator random(long seed) {
    return new java.util.SplittableRandom(seed);
  }
}
