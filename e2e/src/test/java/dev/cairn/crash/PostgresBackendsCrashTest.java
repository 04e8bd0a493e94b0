package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL ends connections, or fails altogether, while sixteen threads commit. */
class PostgresBackendsCrashTest {
  private static final int THREADS = 16;

  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> unknown = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();

  /** A permit for each acknowledged commit: faults are spaced by work done, not by time. */
  private final Semaphore progress = new Semaphore(0);

  private volatile boolean isOver;

  @Test
  void terminated_connections_lose_nothing_and_repeat_nothing() throws Exception {
    var backends = new Backends(Postgres.freshDatabase());
    var random = Faults.random("pg_terminate_backend");
    under(
        backends.url(),
        () -> {
          for (int left = Faults.rounds(20); left > 0; ) {
            awaitCommits(random.nextInt(1, 30));
            left -= backends.terminateOne() ? 1 : 0;
          }
        });
  }

  @Test
  void killed_server_processes_lose_nothing_and_repeat_nothing() throws Exception {
    var backends = new Backends(Postgres.freshDatabase());
    var random = Faults.random("kill -9 of a backend");
    under(
        backends.url(),
        () -> {
          for (int left = 1 + Faults.rounds(25) / 25; left > 0; ) {
            awaitCommits(random.nextInt(100, 500));
            left -= backends.killOne() ? 1 : 0;
          }
          awaitCommits(100);
        });
  }

  @Test
  void a_fail_over_to_a_synchronous_standby_loses_nothing_and_repeats_nothing() throws Exception {
    try (var primary = new PostgresOfItsOwn(folder.resolve("primary"));
        var standby = Standby.of(primary, folder.resolve("standby"))) {
      under(
          standby.url(),
          () -> {
            awaitCommits(500);
            standby.takeOver();
            awaitCommits(500);
          });
    }
  }

  private void awaitCommits(int count) throws InterruptedException {
    progress.drainPermits();
    assertThat(progress.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("commits go on: %s", bugs)
        .isTrue();
  }

  private interface Fault {
    void happen() throws Exception;
  }

  private void under(String url, Fault faults) throws Exception {
    try (var cairn = Cairn.open(url)) {
      Scene.prepare(cairn);
      Scene.SHARED.forEach(id -> cairn.workflows().create(Scene.creation(id, "n")));
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < THREADS; i++) {
        var name = "t" + i;
        threads.add(Thread.ofPlatform().start(() -> load(cairn, name)));
      }
      try {
        faults.happen();
      } finally {
        isOver = true;
        for (var thread : threads) {
          thread.join();
        }
      }
    }
    assertThat(bugs).isEmpty();
    // Another kernel, with nothing remembered.
    try (var cairn = Cairn.open(url)) {
      check(cairn);
    }
  }

  private void load(Cairn cairn, String thread) {
    try {
      for (int i = 0; !isOver; i++) {
        var id = Scene.SHARED.get(i % Scene.SHARED.size());
        increment(cairn, id, id.toString().substring(34) + "-" + thread + "-" + i);
      }
    } catch (RuntimeException | Error bug) {
      bugs.add(bug);
    }
  }

  private void increment(Cairn cairn, InstanceId id, String key) {
    try {
      acknowledged.add(Acknowledged.of(cairn.workflows().commit(increment(id, key)).orThrow()));
      progress.release();
    } catch (CairnException.Unavailable lost) {
      unknown.add(key);
    }
  }

  private static Commit increment(InstanceId id, String key) {
    return Commit.to(id).key(key).with(new Mutation.ChangeContext(Scene::increment));
  }

  private void check(Cairn cairn) {
    var witness = new Witness(cairn);
    assertThat(witness.lost(List.copyOf(acknowledged))).isEmpty();
    assertThat(witness.broken()).isEmpty();
    var told = acknowledged.stream().map(it -> it.key().orElseThrow()).collect(Collectors.toSet());
    var arrived = new HashSet<String>();
    for (var id : Scene.SHARED) {
      arrived.addAll(everyVersionHasItsOwnKey(cairn, id));
    }
    arrived.removeAll(told);
    assertThat(Set.copyOf(unknown)).containsAll(arrived);
    acknowledged.stream().limit(200).forEach(it -> repeats(cairn, it));
    System.out.println(
        told.size()
            + " acknowledged; unavailable: "
            + unknown.size()
            + ", of which arrived: "
            + arrived.size());
    assertThat(told).hasSizeGreaterThan(unknown.size());
  }

  private static Set<String> everyVersionHasItsOwnKey(Cairn cairn, InstanceId id) {
    var head = cairn.workflows().get(id);
    var keys = new HashSet<String>();
    for (long from = 2; from <= head.version(); from += 1_000) {
      cairn.history().receipts(id, from, 1_000).stream()
          .map(receipt -> receipt.key().map(Receipt.Key::text).orElseThrow())
          .forEach(keys::add);
    }
    assertThat(keys).hasSize((int) head.version() - 1);
    assertThat(Scene.number(head.state().context())).isEqualTo(head.version() - 1);
    return keys;
  }

  private static void repeats(Cairn cairn, Acknowledged it) {
    var again = cairn.workflows().commit(increment(it.id(), it.key().orElseThrow()));
    assertThat(again).isInstanceOf(Repeated.class);
    assertThat(Acknowledged.of(again.orThrow())).isEqualTo(it);
  }
}
