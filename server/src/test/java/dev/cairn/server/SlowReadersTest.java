package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ApiKey;
import dev.cairn.Commit;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers that do not read, over real connections: they harm nobody but themselves. */
@Timeout(180)
class SlowReadersTest {
  private static final int SLEEPERS = 20;

  /**
   * More than the system keeps on the way to one that takes little (2.5 MiB), and not more than on
   * the way to others (4 MiB): on a busy machine they may be late, and are not to be cut off.
   */
  private static final int COMMITS = 50;

  private static final int COMMIT_BYTES = 64 << 10;
  private static final List<Long> ALL = LongStream.rangeClosed(2, COMMITS + 1).boxed().toList();

  private static final Pattern OPEN = Pattern.compile("(?m)^cairn_streams_open (\\d+)");

  private final List<Subscriber> readers = new ArrayList<>();
  private final List<Subscriber> sleepers = new ArrayList<>();

  @AfterEach
  void hangUp() throws Exception {
    for (var each : readers) {
      each.close();
    }
    for (var each : sleepers) {
      each.close();
    }
  }

  private static Gated serve(String patience) {
    return new Gated(Map.of("streamsMax", "1000", "streamPatience", patience));
  }

  private static URI everything(Gated gated) {
    return gated.address().resolve("/api/v1/stream");
  }

  private static Instance make(Gated gated) {
    return gated.cairn.workflows().create(NewInstance.of(Served.DEFINITION));
  }

  private void subscribe(Gated gated, ApiKey.Created key, int wakeful) throws Exception {
    for (int i = 0; i < wakeful; i++) {
      readers.add(Subscriber.at(everything(gated), key.text(), ""));
    }
    for (int i = 0; i < SLEEPERS; i++) {
      sleepers.add(Subscriber.narrow(everything(gated), key.text()));
    }
    awaitStreams(gated, wakeful + SLEEPERS);
  }

  /** Commits while readers read, and sees that each got all of it. */
  private void commitAndRead(Gated gated, Instance made) throws Exception {
    // Not virtual: those of the server could keep them from reading, as no other process could.
    try (var threads = Executors.newFixedThreadPool(readers.size())) {
      var read = new ArrayList<Future<List<Long>>>();
      for (var reader : readers) {
        read.add(threads.submit(() -> reader.readUntil(ALL.getLast())));
      }
      commit(gated, made);
      for (var each : read) {
        assertThat(each.get()).isEqualTo(ALL);
      }
    }
  }

  private static void commit(Gated gated, Instance made) {
    for (int i = 0; i < COMMITS; i++) {
      var text = Integer.toString(i % 10).repeat(COMMIT_BYTES);
      var change = new Mutation.MergeContext(JsonObject.of("text", text));
      gated.cairn.workflows().commit(Commit.to(made.id()).with(change)).orThrow();
    }
  }

  private static void awaitStreams(Gated gated, int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (streams(gated) != count && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(streams(gated)).isEqualTo(count);
  }

  private static int streams(Gated gated) {
    var open = OPEN.matcher(gated.anonymous().get("/metrics").text());
    assertThat(open.find()).isTrue();
    return Integer.parseInt(open.group(1));
  }

  @Test
  void of_200_subscribers_the_20_that_never_read_are_cut_off_and_the_others_see_all()
      throws Exception {
    try (var gated = serve("PT3S")) {
      var key = gated.key("mia", Role.OPERATOR, Optional.empty());
      var made = make(gated);
      subscribe(gated, key, 180);
      commitAndRead(gated, made);
      awaitStreams(gated, 180);
      for (var sleeper : sleepers) {
        var had = sleeper.readToTheEnd();
        assertThat(had).isEqualTo(ALL.subList(0, had.size())).doesNotContain(ALL.getLast());
        try (var again = Subscriber.at(everything(gated), key.text(), sleeper.lastId())) {
          assertThat(again.readUntil(ALL.getLast())).isEqualTo(ALL.subList(had.size(), COMMITS));
        }
      }
    }
  }

  @Test
  void nothing_is_kept_for_who_does_not_read_and_nobody_waits() throws Exception {
    try (var gated = serve("PT1H")) {
      var made = make(gated);
      subscribe(gated, gated.key("mia", Role.OPERATOR, Optional.empty()), 20);
      long before = heap();
      commitAndRead(gated, made);
      long unread = (long) SLEEPERS * COMMITS * COMMIT_BYTES;
      assertThat(heap() - before).isLessThan(unread / 3);
    }
    // Stopping the server did not wait for them either.
    for (var sleeper : sleepers) {
      assertThat(sleeper.readToTheEnd()).doesNotContain(ALL.getLast());
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
