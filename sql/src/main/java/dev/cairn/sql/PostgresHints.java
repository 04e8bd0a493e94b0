package dev.cairn.sql;

import dev.cairn.store.Hints;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Hints by NOTIFY. NOTIFY takes a lock of the whole cluster until its transaction ends, so no
 * commit carries one: a thread sends what was told meanwhile, every few milliseconds at most, in a
 * transaction of its own that does not wait for the disk, and only when another process has said
 * that it wants to know. A process says so when it comes, when it wants something new, and every
 * few seconds; one that is alone sends next to nothing.
 *
 * <p>Where LISTEN is not to be had, as on some distributed databases, nothing is sent; behind a
 * pooler that gives the connection to others, nothing is heard. Everybody finds out by looking
 * then.
 */
final class PostgresHints implements Hints, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresHints.class.getName());
  static final String CHANNEL = "cairn_hints";

  /** Between two notices; what is told meanwhile goes together. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** How long the others may take to answer who has just come. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** The transaction writes nothing that a crash could lose. */
  private static final String SEND =
      "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', ?)";

  private final Database database;
  private final PostgresListener listener;
  private final Wishes wishes = new Wishes();
  private final Outbox outbox = new Outbox();
  private final List<Consumer<Hint>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cairn-hints").unstarted(this::run);
  private volatile String id = "";
  private volatile boolean toSay;
  private volatile boolean toGreet;
  private volatile long greeted;
  private boolean started;
  private volatile boolean stopped;

  PostgresHints(Database database, PostgresListener.Source source) {
    this.database = database;
    this.listener = new PostgresListener(source, this::connected, this::away, this::heard);
  }

  @Override
  public void want(String topic) {
    if (wishes.want(topic)) {
      toSay = true;
      wake();
    }
  }

  @Override
  public boolean isAnybodyThere() {
    return wishes.isAnythingWanted();
  }

  @Override
  public boolean isWanted(String topic) {
    return wishes.isWanted(topic);
  }

  @Override
  public void tell(String topic, String detail) {
    if (outbox.add(topic, detail)) {
      wake();
    }
  }

  @Override
  public Runnable listen(Consumer<Hint> hears) {
    listeners.add(hears);
    return () -> listeners.remove(hears);
  }

  /** The thread begins with the first who needs it. */
  private void wake() {
    startOnce();
    LockSupport.unpark(thread);
  }

  private synchronized void startOnce() {
    if (!started && !stopped) {
      started = true;
      thread.start();
    }
  }

  private void run() {
    long born = System.nanoTime();
    long beat = born;
    boolean failing = false;
    while (!stopped) {
      try {
        boolean due = System.nanoTime() - beat >= 0;
        if (due) {
          beat = System.nanoTime() + HEARTBEAT.toNanos();
          wishes.tidy();
        }
        // A process that only makes a commit and ends needs no connection to hear others.
        if (!wishes.own().isEmpty() || System.nanoTime() - born > ANSWER.toNanos()) {
          listener.start();
        }
        send(due);
        failing = false;
      } catch (RuntimeException failure) {
        if (!failing) {
          LOG.log(Level.INFO, "other nodes cannot be told of commits; they will look", failure);
        }
        failing = true;
      }
      rest(beat, failing);
    }
  }

  /** Sends what there is, and then waits a little, so that more of it goes together. */
  private void rest(long beat, boolean failing) {
    var pause = failing ? ANSWER : PAUSE;
    long end = System.nanoTime() + pause.toNanos();
    while (!stopped && System.nanoTime() < end) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
    long until = wishes.isKnown() ? beat : Math.min(beat, end + ANSWER.toNanos());
    boolean idle = outbox.isEmpty() && !toSay && !toGreet;
    if (idle && !stopped) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
  }

  private void send(boolean due) {
    if (toGreet) {
      toGreet = false;
      toSay = false;
      say(Notice.About.HELLO, wants());
      greeted = System.nanoTime();
    } else if (toSay || (due && !wishes.own().isEmpty())) {
      toSay = false;
      say(Notice.About.WANTS, wants());
    }
    if (greeted != 0 && System.nanoTime() - greeted > ANSWER.toNanos()) {
      greeted = 0;
      wishes.know();
    }
    if (!outbox.isEmpty()) {
      say(Notice.About.TOLD, outbox.drain());
    }
  }

  private Map<String, Set<String>> wants() {
    return wishes.own().stream().collect(Collectors.toMap(topic -> topic, topic -> Set.of()));
  }

  private void say(Notice.About about, Map<String, Set<String>> topics) {
    var notice = Sql.of(SEND, Notice.of(id(), about, topics).text());
    database.writeOnce(session -> session.first(notice, Row::text));
  }

  private String id() {
    if (id.isEmpty()) {
      var random = Sql.of("SELECT CAST(gen_random_uuid() AS text)");
      id = database.read(session -> session.first(random, Row::text)).orElseThrow();
    }
    return id;
  }

  /** What was said before could not be heard. */
  private void connected() {
    toGreet = true;
    LockSupport.unpark(thread);
    pass(new Hint.Missed());
  }

  private void away(SQLException why, PostgresListener.Hope hope) {
    switch (hope) {
      case AGAIN -> wishes.forget();
      case NEVER -> {
        wishes.know();
        LOG.log(
            Level.INFO, "no LISTEN here: other nodes are noticed by looking; " + why.getMessage());
      }
    }
  }

  private void heard(String text) {
    Notice.parse(text).filter(it -> !it.from().equals(id)).ifPresent(this::heard);
  }

  private void heard(Notice notice) {
    switch (notice.about()) {
      case HELLO -> {
        wishes.heard(notice.from(), notice.topics().keySet());
        toSay = true;
        LockSupport.unpark(thread);
      }
      case WANTS -> wishes.heard(notice.from(), notice.topics().keySet());
      case BYE -> wishes.left(notice.from());
      case TOLD ->
          notice
              .topics()
              .forEach((topic, details) -> {
                if (topic.equals(Notice.ANY)) {
                  pass(new Hint.Missed());
                } else if (wishes.isOwn(topic)) {
                  pass(new Hint.Told(topic, details));
                }
              });
    }
  }

  private void pass(Hint hint) {
    listeners.forEach(it -> it.accept(hint));
  }

  /** What was told and not sent yet is sent, so that a process may end after its commit. */
  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
      if (!started) {
        return;
      }
    }
    LockSupport.unpark(thread);
    try {
      thread.join();
      listener.close();
      if (!outbox.isEmpty()) {
        say(Notice.About.TOLD, outbox.drain());
      }
      if (!wishes.own().isEmpty()) {
        say(Notice.About.BYE, Map.of());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "nobody could be told at the end", away);
    }
  }
}
