package dev.cairn.client;

import dev.cairn.InstanceId;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes ids and idempotency keys that nobody has. Safe for use by many threads. */
final class Keys {
  private final InstantSource clock;
  private final RandomGenerator random;

  Keys(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  InstanceId nextId() {
    synchronized (random) {
      return InstanceId.generate(clock, random);
    }
  }

  String next() {
    return "client-" + nextId();
  }
}
