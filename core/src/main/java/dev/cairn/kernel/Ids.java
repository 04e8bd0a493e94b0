package dev.cairn.kernel;

import dev.cairn.InstanceId;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7 (RFC 9562): milliseconds first, so that they sort by creation. */
final class Ids {
  private final InstantSource clock;
  private final RandomGenerator random;

  Ids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized InstanceId next() {
    return InstanceId.generate(clock, random);
  }
}
