package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of one of two servers over one PostgreSQL, while clients write through both. */
class NodeKillCrashTest {
  private static final int WRITERS_OF_EACH = 6;
  private static final long PATIENCE_MS = 60_000;

  /** Verifying a store takes the longer the more it has seen: then comes a new one. */
  private static final int ROUNDS_OF_A_STORE = 25;

  /** What a node told last is what it would lose. */
  private static final int TOLD_LAST = 40;

  @TempDir Path folder;

  private final List<Told> told = new ArrayList<>();
  private volatile boolean stopped;

  /** A commit that was acknowledged, and by which node. */
  private record Told(int node, Commit commit, Receipt receipt) {}

  @Test
  void what_a_node_told_is_known_to_the_other_when_it_is_killed() throws Exception {
    var random = Faults.random("kill -9 of a node");
    int left = Faults.rounds(2);
    long acknowledged = 0;
    for (int store = 0; left > 0; store++) {
      int rounds = Math.min(left, ROUNDS_OF_A_STORE);
      acknowledged += killAgainAndAgain(folder.resolve("store" + store), rounds, random);
      left -= rounds;
    }
    System.out.println("kill -9 of nodes: " + acknowledged + " acknowledged versions, none lost");
  }

  private int killAgainAndAgain(Path data, int rounds, RandomGenerator random) throws Exception {
    told.clear();
    stopped = false;
    var database = Postgres.freshDatabase();
    try (var pair = new Pair(data, database)) {
      Scene.prepare(pair.client(0));
      for (var id : Scene.SHARED) {
        pair.client(0).workflows().create(Scene.creation(id, "n-" + id));
      }
      try (var follower = Follower.of(pair)) {
        writeWhile(
            pair,
            random,
            () -> {
              for (int round = 0; round < rounds; round++) {
                killAndRestart(pair, round % 2, random);
              }
            });
        everyVersionWasSeenOnce(pair.client(0), follower);
        assertThat(follower.moves()).isGreaterThanOrEqualTo(rounds);
      }
    }
    try (var cairn = Cairn.open(database)) {
      new Witness(cairn).check(told.stream().map(it -> Acknowledged.of(it.receipt())).toList());
    }
    return told.size();
  }

  /** Something that happens while there are writers. */
  private interface Events {
    void happen() throws Exception;
  }

  private void writeWhile(Pair pair, RandomGenerator random, Events events) throws Exception {
    var writers = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2 * WRITERS_OF_EACH; i++) {
        int number = i;
        long seed = random.nextLong();
        writers.add(threads.submit(() -> write(pair, number, seed)));
      }
      try {
        events.happen();
      } finally {
        stopped = true;
      }
    }
    for (var writer : writers) {
      writer.get();
    }
  }

  private void killAndRestart(Pair pair, int node, RandomGenerator random) throws Exception {
    awaitMore(50 + random.nextInt(200));
    pair.kill(node);
    for (var last : toldLastBy(node)) {
      var again = pair.client(Pair.other(node)).workflows().commit(last.commit());
      assertThat(again).isEqualTo(new Repeated(last.receipt()));
    }
    // The other goes on alone, and those who wrote through the dead one go on through it.
    awaitMore(50);
    pair.restart(node);
  }

  private synchronized List<Told> toldLastBy(int node) {
    var last = told.reversed().stream().filter(it -> it.node() == node).limit(TOLD_LAST).toList();
    assertThat(last).isNotEmpty();
    return last;
  }

  private synchronized void awaitMore(int commits) throws InterruptedException {
    int enough = told.size() + commits;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (told.size() < enough) {
      assertThat(System.nanoTime()).as("nothing is acknowledged any more").isLessThan(end);
      wait(100);
    }
  }

  private void write(Pair pair, int writer, long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; !stopped; i++) {
      var id = Scene.SHARED.get(random.nextInt(Scene.SHARED.size()));
      var answer = untilAnswered(pair, writer % 2, Scene.keyed(id, "c-" + writer + "-" + i));
      synchronized (this) {
        told.add(answer);
        notifyAll();
      }
    }
  }

  /** Whoever gets no answer asks the other node, under the same key: it is applied once. */
  private static Told untilAnswered(Pair pair, int first, Commit commit) {
    for (int node = first; ; node = Pair.other(node)) {
      try {
        var receipt = pair.client(node).workflows().commit(commit).orThrow();
        return new Told(node, commit, receipt);
      } catch (CairnException.Unavailable dead) {
        // Its answer may have been lost, or never have been made: the key knows.
      }
    }
  }

  private void everyVersionWasSeenOnce(Cairn cairn, Follower follower) throws InterruptedException {
    for (var id : Scene.SHARED) {
      long head = cairn.workflows().get(id).version();
      var all = LongStream.rangeClosed(2, head).boxed().toList();
      assertThat(follower.until(id, head, PATIENCE_MS)).isEqualTo(all);
      // And each is one that somebody was told of, because nobody gives up.
      var versions =
          told.stream()
              .filter(it -> it.receipt().instance().equals(id))
              .map(it -> it.receipt().version())
              .sorted()
              .toList();
      assertThat(versions).isEqualTo(all);
    }
  }
}
