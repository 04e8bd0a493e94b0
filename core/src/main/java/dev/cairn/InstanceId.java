package dev.cairn;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names an instance. Generated ids are UUIDs of version 7; a caller may supply any UUID. */
public record InstanceId(UUID value) implements Comparable<InstanceId> {

  /**
   * An id that nobody has: a UUID of version 7 (RFC 9562), which begins with the time.
   *
   * @param random for one thread at a time, as this is then
   */
  public static InstanceId generate(InstantSource clock, RandomGenerator random) {
    long high = clock.millis() << 16 | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new InstanceId(new UUID(high, low));
  }

  /**
   * Reads the usual text of a UUID.
   *
   * @throws CairnException.Invalid when the text is not one
   */
  public static InstanceId of(String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return new InstanceId(id);
      }
    } catch (IllegalArgumentException notOne) {
      // Falls through: "1-1-1-1-1" parses too, and both deserve the same answer.
    }
    throw new CairnException.Invalid(
        "invalid_id", "not an instance id: '" + Text.shorten(text) + "'", "ids are UUIDs");
  }

  @Override
  public int compareTo(InstanceId other) {
    // As the databases order them: unsigned, which UUID.compareTo is not.
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
