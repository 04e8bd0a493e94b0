package dev.cairn.sql;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the processes of a store want word of: this one, and the others as far as was heard. */
final class Wishes {
  /** Wishes linger: workers ask for a queue again and again. */
  private static final long OWN = Duration.ofMinutes(10).toNanos();

  /** Whoever was not heard of for so long is gone; it says what it wants more often. */
  private static final long OTHERS = Duration.ofSeconds(20).toNanos();

  private static final Set<String> ANYTHING = Set.of(Notice.ANY);

  private final Map<String, Long> own = new ConcurrentHashMap<>();
  private final Map<String, Other> others = new ConcurrentHashMap<>();

  /** Of all others together. As long as nobody was asked, they may want anything. */
  private volatile Set<String> wanted = ANYTHING;

  private volatile boolean asked;

  private record Other(Set<String> topics, long heard) {}

  /** Whether this is a new wish. */
  boolean want(String topic) {
    return own.put(topic, System.nanoTime()) == null;
  }

  Set<String> own() {
    long now = System.nanoTime();
    own.values().removeIf(since -> now - since > OWN);
    return Set.copyOf(own.keySet());
  }

  boolean isOwn(String topic) {
    return own.containsKey(topic) || topic.equals(Notice.ANY);
  }

  boolean isAnythingWanted() {
    return !wanted.isEmpty();
  }

  boolean isWanted(String topic) {
    var now = wanted;
    return now.contains(topic) || now.contains(Notice.ANY);
  }

  void heard(String other, Set<String> topics) {
    others.put(other, new Other(topics, System.nanoTime()));
    sumUp();
  }

  void left(String other) {
    others.remove(other);
    sumUp();
  }

  /** The others were asked, and have answered by now; or can never be. */
  void know() {
    asked = true;
    sumUp();
  }

  boolean isKnown() {
    return asked;
  }

  /** What they say cannot be heard for now. */
  void forget() {
    asked = false;
    others.clear();
    sumUp();
  }

  /** Drops those who were not heard of for long. */
  void tidy() {
    long now = System.nanoTime();
    if (others.values().removeIf(it -> now - it.heard > OTHERS)) {
      sumUp();
    }
  }

  private synchronized void sumUp() {
    var all = new HashSet<String>();
    others.values().forEach(it -> all.addAll(it.topics));
    wanted = asked ? Set.copyOf(all) : ANYTHING;
  }
}
