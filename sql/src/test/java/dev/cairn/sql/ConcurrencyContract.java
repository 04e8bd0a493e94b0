package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.InstanceId;
import dev.cairn.UserId;
import dev.cairn.VersionQuery;
import dev.cairn.store.Append;
import dev.cairn.store.Documents.Pending;
import dev.cairn.store.Log.Outcome;
import dev.cairn.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads write overlapping groups: nobody waits for ever, and every guard holds. */
abstract class ConcurrencyContract {
  private static final long SEED = Long.getLong("seed", 20260131L);
  private static final int THREADS = 8;
  private static final int GROUPS = 200;
  private static final int INSTANCES = 12;

  abstract Store store();

  @Test
  void overlapping_groups_neither_deadlock_nor_lose_an_update() throws Exception {
    var owner = store().catalog().addUser("ada", new UserId(UUID.randomUUID()));
    var shared =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Case.of(owner, UUID.randomUUID()).next())
            .filter(it -> it.lane(store()) == 0)
            .limit(INSTANCES)
            .map(it -> it.into(store()))
            .toList();
    var ids = shared.stream().map(Case::id).collect(Collectors.toSet());
    var done = new AtomicBoolean();
    long appended = 0;
    try (var threads = Executors.newFixedThreadPool(THREADS + 1)) {
      var feed = threads.submit(() -> follow(done, ids));
      var writers =
          IntStream.range(0, THREADS)
              .<Callable<Long>>mapToObj(i -> () -> write(shared, new Random(SEED + i)))
              .toList();
      for (var writer : threads.invokeAll(writers)) {
        appended += writer.get();
      }
      done.set(true);
      assertThat(feed.get()).as("-Dseed=%d", SEED).hasSize((int) appended + INSTANCES);
    }
    long versions = 0;
    for (var it : shared) {
      long version = Case.found(store().log(), it.id()).version();
      assertThat(store().log().revisions(it.id(), 1, Long.MAX_VALUE, 100_000))
          .hasSize((int) version);
      versions += version;
    }
    assertThat(versions).isEqualTo(appended + INSTANCES);
  }

  /** Each thread goes on from what it saw last, so that many of its commits are stale. */
  private long write(List<Case> shared, Random random) {
    var mine = new ArrayList<>(shared);
    long appended = 0;
    for (int i = 0; i < GROUPS; i++) {
      int[] chosen = random.ints(0, INSTANCES).distinct().limit(4).toArray();
      var group = Arrays.stream(chosen).mapToObj(n -> mine.get(n).next()).toList();
      var outcomes = store().log().append(0, group.stream().map(Case::append).toList());
      for (int n = 0; n < chosen.length; n++) {
        boolean moved = outcomes.get(n) == Outcome.APPENDED;
        appended += moved ? 1 : 0;
        mine.set(chosen[n], moved ? group.get(n) : newest(group.get(n)));
      }
    }
    return appended;
  }

  private Case newest(Case stale) {
    var newest = VersionQuery.all().newestFirst().limit(1);
    return stale.at(store().log().find(stale.id(), newest).getFirst());
  }

  /** Reads the feed while it grows: a position once passed must never be filled in later. */
  private List<Pending> follow(AtomicBoolean done, Set<InstanceId> ids) {
    var all = new ArrayList<Pending>();
    var versions = new HashMap<InstanceId, Long>();
    long after = 0;
    boolean last = false;
    while (!last) {
      last = done.get();
      for (var it : store().documents().pending(0, after, Integer.MAX_VALUE)) {
        after = it.position();
        if (ids.contains(it.id())) {
          assertThat(it.version()).isEqualTo(versions.getOrDefault(it.id(), 0L) + 1);
          versions.put(it.id(), it.version());
          all.add(it);
        }
      }
    }
    return all;
  }

  @Test
  void members_of_many_lanes_are_written_together_by_many_threads() throws Exception {
    var owner = store().catalog().addUser("eve", new UserId(UUID.randomUUID()));
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var writers =
          IntStream.range(0, THREADS)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    for (int n = 0; n < 25; n++) {
                      var group =
                          IntStream.range(0, 10)
                              .<Append>mapToObj(
                                  x -> Case.of(owner, UUID.randomUUID()).next().append())
                              .toList();
                      assertThat(store().log().appendTogether(group))
                          .containsOnly(Outcome.APPENDED);
                    }
                    return true;
                  })
              .toList();
      for (var writer : threads.invokeAll(writers)) {
        assertThat(writer.get()).isTrue();
      }
    }
  }
}
