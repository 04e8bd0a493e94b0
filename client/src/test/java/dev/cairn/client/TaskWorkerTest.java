package dev.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker in Java, at a server that comes and goes. */
class TaskWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final WorkerSettings BILLING =
      WorkerSettings.queue("billing").patience(Duration.ofSeconds(1)).lease(Duration.ofSeconds(1));

  private final FakeClock clock = new FakeClock();
  private final Cairn cairn = Kernel.over(new MemoryStore(), Options.defaults().clock(clock));
  private Served served = Served.over(cairn);
  private final Cairn client = served.client(Options.defaults().actor("mia"));

  @AfterEach
  void close() {
    client.close();
    served.close();
  }

  private InstanceId started() {
    var steps =
        Json.parse(
            "[{\"id\":\"bill\",\"kind\":\"task\",\"queue\":\"billing\","
                + "\"retry\":{\"maxRetries\":1,\"initial\":\"PT1S\"}}]");
    cairn.definitions().register(Definition.parse(JsonObject.of("id", "one", "steps", steps)));
    return cairn.workflows().create(NewInstance.of("one").started()).id();
  }

  private Instance get(InstanceId id) {
    return cairn.workflows().get(id);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private boolean has(InstanceId id, Status status) {
    return get(id).status() == status;
  }

  @Test
  void it_does_what_is_offered_so_many_at_a_time() {
    var all = IntStream.range(0, 30).mapToObj(i -> started()).toList();
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var seen = Collections.synchronizedSet(new HashSet<String>());
    TaskHandler handler =
        task -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          assertThat(seen.add(task.taskId())).isTrue();
          now.decrementAndGet();
          return JsonObject.of("paid", true);
        };
    try (var worker = TaskWorker.start(client.work(), BILLING.concurrency(4), handler)) {
      await(() -> all.stream().allMatch(id -> has(id, Status.COMPLETED)));
      assertThat(worker).isNotNull();
    }
    assertThat(most.get()).isBetween(1, 4);
    assertThat(seen).hasSize(30);
  }

  @Test
  void what_a_handler_throws_is_the_failure_of_the_task() {
    var wrong = started();
    TaskHandler handler =
        task -> {
          throw StepFailure.permanent("declined", "no money");
        };
    try (var worker = TaskWorker.start(client.work(), BILLING, handler)) {
      await(() -> has(wrong, Status.FAILED));
      assertThat(worker).isNotNull();
    }
    var error = get(wrong).state().error().orElseThrow().asObject();
    assertThat(error.require("code")).isEqualTo(Json.of("declined"));
    assertThat(error.require("message")).isEqualTo(Json.of("no money"));
  }

  @Test
  void a_long_task_stays_its_own_because_it_says_so() throws Exception {
    var id = started();
    var begun = new Semaphore(0);
    var end = new CountDownLatch(1);
    TaskHandler handler =
        task -> {
          begun.release();
          end.await();
          return Json.of(1);
        };
    try (var worker = TaskWorker.start(client.work(), BILLING, handler);
        var engine = Engine.over(cairn, EngineSettings.named("n"))) {
      begun.acquire();
      for (int i = 0; i < 5; i++) {
        long version = get(id).version();
        await(() -> get(id).version() > version);
        clock.advance(Duration.ofMillis(900));
        engine.runUntilIdle();
        assertThat(client.work().claim("billing", 1, PATIENCE, Duration.ZERO)).isEmpty();
      }
      end.countDown();
      await(() -> has(id, Status.COMPLETED));
      assertThat(worker).isNotNull();
    }
  }

  @Test
  void a_task_whose_lease_was_lost_is_dropped_and_its_handler_interrupted() throws Exception {
    var id = started();
    var begun = new Semaphore(0);
    var called = new CountDownLatch(1);
    TaskHandler handler =
        task -> {
          begun.release();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException off) {
            called.countDown();
          }
          return Json.of("too late");
        };
    try (var worker = TaskWorker.start(client.work(), BILLING.concurrency(1), handler);
        var engine = Engine.over(cairn, EngineSettings.named("n"))) {
      begun.acquire();
      clock.advance(Duration.ofSeconds(2));
      engine.runUntilIdle();
      var other = cairn.as("other").work().claim("billing", 1, PATIENCE, PATIENCE).getFirst();
      called.await();
      cairn.work().complete(other.taskId(), other.fence(), Json.of("other")).orThrow();
      assertThat(worker).isNotNull();
    }
    assertThat(get(id).stepData().require("bill")).isEqualTo(Json.of("other"));
  }

  @Test
  void a_server_that_goes_away_and_comes_back_finds_it_at_work() throws Exception {
    var first = started();
    var begun = new Semaphore(0);
    var end = new Semaphore(0);
    TaskHandler handler =
        task -> {
          begun.release();
          end.acquire();
          return Json.of(1);
        };
    try (var worker =
        TaskWorker.start(client.work(), BILLING.lease(Duration.ofMinutes(1)), handler)) {
      begun.acquire();
      int port = served.port();
      served.stop();
      end.release(2);
      served = Served.at(cairn, port);
      await(() -> has(first, Status.COMPLETED));
      var second = started();
      await(() -> has(second, Status.COMPLETED));
      assertThat(worker).isNotNull();
    }
  }

  @Test
  void closing_waits_for_what_is_being_done_and_takes_no_more() throws Exception {
    var id = started();
    var begun = new Semaphore(0);
    var end = new CountDownLatch(1);
    TaskHandler handler =
        task -> {
          begun.release();
          end.await();
          return Json.of(1);
        };
    var worker = TaskWorker.start(client.work(), BILLING, handler);
    begun.acquire();
    var closing = Thread.ofVirtual().start(worker::close);
    end.countDown();
    closing.join();
    assertThat(get(id).status()).isEqualTo(Status.COMPLETED);
    var next = started();
    assertThat(List.of(get(next).status())).containsExactly(Status.RUNNING);
    assertThat(Set.of(begun.availablePermits())).containsExactly(0);
  }
}
