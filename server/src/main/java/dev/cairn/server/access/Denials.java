package dev.cairn.server.access;

import dev.cairn.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers who was denied what: a line of JSON in the log, and a count for the metrics. Neither
 * has a secret in it: no key, no token, no state. Safe for use by many threads.
 */
public final class Denials {
  private static final Logger LOG = System.getLogger(Denials.class.getName());

  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  /** Why somebody was turned away. */
  public enum Kind {
    /** Credentials are missing or wrong. */
    UNAUTHORIZED,
    /** What was asked for is there, and not for them. */
    FORBIDDEN,
    /** They must not know whether what was asked for is there. */
    HIDDEN,
    /** They asked too often. */
    TOO_MANY,
    /** A browser was led here by another site. */
    CROSS_SITE
  }

  public Denials() {
    for (var kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  /**
   * Notes a denial.
   *
   * @param who the subject, or else the address that it came from
   * @param what the operation or the route
   * @param target the id that was asked for, or nothing
   */
  public void note(Kind kind, String who, String what, String target) {
    count(kind).increment();
    LOG.log(
        Level.INFO,
        () ->
            JsonObject.of(
                    "event",
                    "denied",
                    "kind",
                    kind.name().toLowerCase(java.util.Locale.ROOT),
                    "who",
                    who,
                    "what",
                    what,
                    "target",
                    target)
                .canonical());
  }

  /** How many there were since the start. */
  public long total(Kind kind) {
    return count(kind).sum();
  }

  private LongAdder count(Kind kind) {
    return java.util.Objects.requireNonNull(counts.get(kind));
  }
}
