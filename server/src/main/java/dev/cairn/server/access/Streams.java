package dev.cairn.server.access;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.json.Sha256;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Answers that go on for long, such as live streams: so many for each principal, and ended when the
 * credentials they were opened with are not good any more. Safe for use by many threads.
 */
public final class Streams implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Streams.class.getName());

  /** With a look at the store each time, a key or a session that ends takes its streams along. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Identities identities;
  private final int mostEach;
  private final InstantSource clock;
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("cairn-streams").unstarted(this::run);

  /** Is taken by a stream until it is closed. Closing it again does nothing. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** A stream, by its identity: two of one principal are two. */
  private final class Open implements Place {
    private final Principal principal;
    private final Runnable end;

    Open(Principal principal, Runnable end) {
      this.principal = principal;
      this.end = end;
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  /**
   * No streams yet.
   *
   * @param mostEach how many a subject may have open at once
   */
  public Streams(Identities identities, int mostEach, InstantSource clock) {
    this.identities = identities;
    this.mostEach = mostEach;
    this.clock = clock;
  }

  /** Begins to look at the streams each second, until closed. */
  public Streams start() {
    thread.start();
    return this;
  }

  /**
   * Counts a stream in, until the answer is closed.
   *
   * @param end is called, once, when the credentials are not good any more; from another thread
   * @throws CairnException.TooMany when the subject has as many as it may
   */
  public synchronized Place open(Principal principal, Runnable end) {
    long has =
        open.stream().filter(it -> it.principal.subject().equals(principal.subject())).count();
    if (has >= mostEach) {
      throw new CairnException.TooMany(
          "too_many_streams",
          principal.subject() + " has " + has + " streams open, as many as one may",
          RETRY_AFTER);
    }
    var stream = new Open(principal, end);
    open.add(stream);
    return stream;
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  /** Ends the streams whose credentials are not good any more; returns how many. */
  public int endStale() {
    var streams = List.copyOf(open);
    var sessions = sessions(streams);
    var keys = new HashMap<KeyId, Boolean>();
    int ended = 0;
    for (var stream : streams) {
      if (!isGood(stream.principal, sessions, keys) && open.remove(stream)) {
        end(stream);
        ended++;
      }
    }
    return ended;
  }

  /** The sessions that go on, of those that have streams: however many there are, asked at once. */
  private Set<Sha256> sessions(List<Open> streams) {
    var all =
        streams.stream().flatMap(it -> it.principal.session().stream()).collect(Collectors.toSet());
    return all.isEmpty() ? all : identities.admissions().among(all);
  }

  private static void end(Open stream) {
    try {
      stream.end.run();
    } catch (RuntimeException failure) {
      // One that cannot be ended must keep no other open.
      LOG.log(Level.WARNING, "a stream could not be ended", failure);
    }
  }

  private boolean isGood(Principal principal, Set<Sha256> sessions, Map<KeyId, Boolean> keys) {
    var now = clock.instant();
    if (principal.until().filter(end -> !now.isBefore(end)).isPresent()) {
      return false;
    }
    if (principal.session().isPresent()) {
      // It ends with its key by itself.
      return sessions.contains(principal.session().get());
    }
    return principal
        .key()
        .map(id -> keys.computeIfAbsent(id, it -> isGood(identities.key(it))))
        .orElse(true);
  }

  private boolean isGood(Optional<ApiKey> key) {
    return key.filter(it -> it.isGood(clock.instant())).isPresent();
  }

  private void run() {
    try {
      while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException interrupted) {
      LOG.log(Level.WARNING, "looking at streams was interrupted");
    }
  }

  /** Ends those that are to end, now; a store that is away is only logged. */
  public void look() {
    try {
      endStale();
    } catch (RuntimeException failure) {
      // The store is away, and nothing streams from it either; the next look is in a second.
      LOG.log(Level.WARNING, "open streams could not be checked", failure);
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
