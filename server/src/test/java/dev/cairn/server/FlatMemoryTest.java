package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.testkit.FakeClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests of all kinds, good and bad, leave nothing behind in memory. */
@Timeout(240)
class FlatMemoryTest {
  private static final int CALLERS = 8;
  private static final int ROUND = 2_000;
  private static final String MERGE = "application/merge-patch+json";

  /** An eighth of a KiB each: what keeps anything of every request takes more. */
  private static final long GROWTH_MAX = (ROUND * 3L) << 7;

  @TempDir Path folder;

  @Test
  void memory_stays_flat_under_mixed_requests() throws Exception {
    var clock = new FakeClock();
    var store = "sqlite:" + folder.resolve("cairn.db");
    var limits = Map.of("requestsPerSecond", "1000000", "anonymousPerSecond", "1000000");
    try (var gated = new Gated(limits, clock, Cairn.open(store, Options.defaults().clock(clock)))) {
      var key = gated.key("mia", Role.ADMIN, Optional.empty()).text();
      var paths = new ArrayList<String>();
      for (int i = 0; i < CALLERS; i++) {
        var made = JsonObject.of("workflowId", Served.DEFINITION);
        paths.add(gated.bearer(key).post(Served.WORKFLOWS, made).header("Location").orElseThrow());
      }
      round(gated, key, paths, 0);
      long before = heap();
      for (int number = 1; number <= 3; number++) {
        round(gated, key, paths, number);
      }
      assertThat(heap() - before).isLessThan(GROWTH_MAX);
      assertThat(gated.anonymous().get("/metrics").text())
          .contains("cairn_http_failures_total 0.0");
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void round(Gated gated, String key, List<String> paths, int number)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(CALLERS)) {
      var callers = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < CALLERS; i++) {
        var caller = new Mixed(gated, key, paths.get(i), new SplittableRandom(number * 100L + i));
        callers.add(() -> caller.run(ROUND / CALLERS));
      }
      for (var done : threads.invokeAll(callers)) {
        done.get();
      }
    }
  }

  /** One caller; every request has something in it that no other has. */
  private record Mixed(Gated gated, String key, String path, SplittableRandom random) {

    int run(int requests) throws IOException {
      for (int i = 0; i < requests; i++) {
        var reply = ask(random.nextInt(14), Long.toHexString(random.nextLong()));
        assertThat(reply.status()).as(reply.text()).isBetween(200, 499);
      }
      try (var stream = Subscriber.at(gated.address().resolve("/api/v1/stream"), key, "")) {
        assertThat(stream.lastId()).isNotEmpty();
      }
      return requests;
    }

    private Reply ask(int kind, String unique) {
      var mia = gated.bearer(key).unwatched();
      var change = "{\"n\":\"" + unique + "\"}";
      return switch (kind) {
        case 0 -> mia.get(path);
        case 1 ->
            mia.with("If-Match", mia.get(path).header("ETag").orElseThrow())
                .patch(path + "/state", MERGE, change);
        case 2 -> mia.with("If-Match", "\"1\"").patch(path + "/state", MERGE, change);
        case 3 ->
            mia.with("Idempotency-Key", unique)
                .post(path + "/commits", "{\"expectedVersion\":null,\"mutations\":[]}");
        case 4 -> mia.post(path + "/commits", "{\"" + unique + "\":");
        case 5 -> mia.get("/" + unique);
        case 6 -> mia.get(Served.WORKFLOWS + "?" + unique + "=1");
        case 7 -> mia.get(Served.WORKFLOWS + "?where=context.n%20==%20'" + unique + "'");
        case 8 -> gated.bearer("cairn_" + unique.repeat(3)).unwatched().get(path);
        case 9 -> gated.bearer(unique).unwatched().get(path);
        case 10 -> mia.with("X-Request-Id", unique).get(path + "/versions?limit=1");
        case 11 -> mia.with("X-" + unique, unique).get("/health");
        case 12 ->
            mia.send(unique.replaceAll("[0-9]", "X").toUpperCase(Locale.ROOT), path, new byte[0]);
        default -> mia.get(path + "/diff?from=1&to=1");
      };
    }
  }
}
