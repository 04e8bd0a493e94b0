package dev.cairn;

/** The number that grows with each grant of a lease; who holds an older one is refused. */
public record Fence(long number) implements Comparable<Fence> {
  /** Before any grant. */
  public static final Fence NONE = new Fence(0);

  public Fence {
    if (number < 0) {
      throw new IllegalArgumentException("a fence must not be negative: " + number);
    }
  }

  public boolean isOlderThan(Fence other) {
    return number < other.number;
  }

  @Override
  public int compareTo(Fence other) {
    return Long.compare(number, other.number);
  }
}
