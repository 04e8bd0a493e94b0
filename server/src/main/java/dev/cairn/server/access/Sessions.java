package dev.cairn.server.access;

import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.Secrets;
import dev.cairn.json.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sessions of browsers. A browser shows a token that nobody can guess, and this process knows whom
 * it stands for: sessions end with the process, with the key that opened them, when they were not
 * used for {@link #IDLE}, and after {@link #LONGEST}. Kept as hashes. Safe for use by many threads.
 */
public final class Sessions {
  /** A session that was not used for so long is over. */
  public static final Duration IDLE = Duration.ofHours(2);

  /** No session is longer than this, however much it is used. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private static final int MOST = 10_000;
  private static final int MOST_EACH = 20;

  private final Identities identities;
  private final InstantSource clock;
  private final Map<Sha256, Session> open = new HashMap<>();
  private final Map<String, Instant> finished = new HashMap<>();

  /** A new session: its token is known to the browser alone from here on. */
  public record Opened(String token, Principal principal, Instant until) {}

  private static final class Session {
    final Principal principal;
    final Instant until;
    final Set<Runnable> ends = new HashSet<>();
    Instant used;
    Instant asked;

    Session(Principal principal, Instant until, Instant now) {
      this.principal = principal;
      this.until = until;
      this.used = now;
      this.asked = now;
    }

    boolean isOver(Instant now) {
      return !now.isBefore(until) || !now.isBefore(used.plus(IDLE));
    }
  }

  public Sessions(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** Opens a session for somebody whose credentials were just believed. */
  public Opened open(Principal principal) {
    var now = clock.instant();
    var longest = now.plus(LONGEST);
    var until = principal.until().filter(end -> end.isBefore(longest)).orElse(longest);
    var bounded =
        new Principal(
            principal.subject(),
            principal.userId(),
            principal.roles(),
            principal.key(),
            Optional.of(until));
    var token = Secrets.next();
    synchronized (this) {
      open.values().removeIf(it -> it.isOver(now));
      makeRoom(it -> it.principal.subject().equals(principal.subject()), MOST_EACH);
      makeRoom(it -> true, MOST);
      open.put(Sha256.ofUtf8(token), new Session(bounded, until, now));
    }
    return new Opened(token, bounded, until);
  }

  /** The one that was not used for longest gives way. */
  private void makeRoom(Predicate<Session> among, int most) {
    if (open.values().stream().filter(among).count() >= most) {
      open.entrySet().stream()
          .filter(it -> among.test(it.getValue()))
          .min(Comparator.comparing(it -> it.getValue().used))
          .ifPresent(it -> open.remove(it.getKey()));
    }
  }

  /**
   * Whom a token stands for.
   *
   * @throws CairnException.Unauthorized when the session is over, or never was
   */
  public Principal find(String token) {
    var now = clock.instant();
    var hash = Sha256.ofUtf8(token);
    var session = used(hash, now).orElseThrow(Sessions::over);
    var key = session.principal.key();
    if (key.isPresent() && !now.isBefore(asked(session).plus(KeyRing.TRUST))) {
      // Not under the lock: a slow store must not keep out those whose keys are known.
      boolean good = identities.key(key.get()).filter(it -> it.isGood(now)).isPresent();
      if (!good) {
        end(token);
        throw over();
      }
      believe(session, now);
    }
    return session.principal;
  }

  private synchronized Optional<Session> used(Sha256 hash, Instant now) {
    var session = Optional.ofNullable(open.get(hash)).filter(it -> !it.isOver(now));
    session.ifPresent(it -> it.used = now);
    return session;
  }

  private synchronized Instant asked(Session session) {
    return session.asked;
  }

  private synchronized void believe(Session session, Instant now) {
    session.asked = now;
  }

  /**
   * Ends a stream when its session is ended by hand.
   *
   * @return closes the place again
   */
  public synchronized Runnable streaming(String token, Runnable end) {
    var session = open.get(Sha256.ofUtf8(token));
    if (session == null) {
      throw over();
    }
    session.ends.add(end);
    return () -> forget(session, end);
  }

  private synchronized void forget(Session session, Runnable end) {
    session.ends.remove(end);
  }

  /** Ends a session and what streams in it; ending it again does nothing. */
  public void end(String token) {
    take(Sha256.ofUtf8(token)).forEach(Runnable::run);
  }

  private synchronized List<Runnable> take(Sha256 hash) {
    var session = open.remove(hash);
    return session == null ? List.of() : List.copyOf(session.ends);
  }

  /** Ends all sessions that a key opened. */
  public void end(KeyId key) {
    var ends = new ArrayList<Runnable>();
    synchronized (this) {
      open.values()
          .removeIf(it -> {
            boolean its = it.principal.key().filter(key::equals).isPresent();
            if (its) {
              ends.addAll(it.ends);
            }
            return its;
          });
    }
    ends.forEach(Runnable::run);
  }

  /** Whether nobody asked for this name in the last hour: what is good once ends so. */
  public synchronized boolean isFirst(String name) {
    var now = clock.instant();
    finished.values().removeIf(it -> now.isAfter(it.plus(Duration.ofHours(1))));
    return finished.putIfAbsent(name, now) == null;
  }

  private static CairnException.Unauthorized over() {
    return new CairnException.Unauthorized(
        "session_ended", "this session is over", "sign in again");
  }
}
