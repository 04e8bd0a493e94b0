package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.testkit.FakeClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers that drive the workflows of one PostgreSQL. */
@Timeout(240)
class TwoNodesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LANES = 8;

  private final EmbeddedPostgres postgres;
  private final FakeClock leftClock = new FakeClock();
  private final FakeClock rightClock = new FakeClock();
  private final Gated left;
  private final Gated right;
  private final Call atLeft;
  private final Call atRight;
  private boolean rightClosed;

  TwoNodesTest() throws IOException {
    postgres = EmbeddedPostgres.start();
    left = node("left", leftClock);
    right = node("right", rightClock);
    atLeft = left.as("boss", Role.ADMIN);
    atRight = right.as("ann", Role.OPERATOR);
  }

  private Gated node(String name, FakeClock clock) {
    var url = postgres.getJdbcUrl("postgres", "postgres") + "&cairnLanes=" + LANES;
    var cairn = Cairn.open(url, Options.defaults().clock(clock));
    return new Gated(Map.of("node", name, "lease", "PT1S"), clock, cairn);
  }

  @AfterEach
  void close() throws IOException {
    closeRight();
    left.close();
    postgres.close();
  }

  private void closeRight() {
    if (!rightClosed) {
      rightClosed = true;
      right.close();
    }
  }

  /** Instances that offer a task, by the kernel of one node. */
  private List<String> offered(Gated node, int count) {
    return Stream.generate(
            () -> node.cairn.workflows().create(NewInstance.of(Served.QUEUED).started()))
        .limit(count)
        .map(it -> Served.WORKFLOWS + "/" + it.id())
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Set<String> holders(List<String> paths) {
    var names = new TreeSet<String>();
    for (var path : paths) {
      var holder = atLeft.get(path + "/explain").is(200).at("/leaseHolder");
      names.add(holder.isNull() ? "nobody" : holder.asString());
    }
    return names;
  }

  private static Reply claim(Call worker, int max) {
    var body = JsonObject.of("queue", "billing", "max", max, "leaseSeconds", 30, "waitSeconds", 10);
    return worker.post("/api/v1/tasks/claim", body).is(200);
  }

  private static Reply complete(Call worker, JsonObject task) {
    var path = "/api/v1/tasks/" + task.require("taskId").asString() + "/complete";
    return worker.post(path, JsonObject.of("fence", task.require("fence"), "output", 1));
  }

  @Test
  void they_share_the_work_and_the_one_that_stays_takes_it_over() {
    var all = offered(left, 40);
    await(() -> holders(all).equals(Set.of("left", "right")));
    var done = new HashSet<String>();
    while (done.size() < all.size()) {
      for (var worker : List.of(atLeft, atRight)) {
        for (var task : claim(worker, 5).at("/tasks").asArray().items()) {
          assertThat(done.add(task.asObject().require("taskId").asString())).isTrue();
          complete(worker, task.asObject()).is(200);
        }
      }
    }
    for (var path : all) {
      assertThat(atRight.get(path).textAt("/status")).isEqualTo("Completed");
    }
    var later = offered(left, 10);
    closeRight();
    await(() -> holders(later).equals(Set.of("left")));
  }

  @Test
  void a_worker_whose_lease_was_lost_is_fenced_at_either_node() {
    var path = offered(left, 1).getFirst();
    var first = claim(atLeft, 1).at("/tasks/0").asObject();
    leftClock.advance(Duration.ofSeconds(31));
    rightClock.advance(Duration.ofSeconds(31));
    await(() -> !atRight.get(path).text().contains("\"worker\""));
    var second = claim(atRight, 1).at("/tasks/0").asObject();
    assertThat(second.require("taskId")).isEqualTo(first.require("taskId"));
    assertThat(second.require("fence").asLong()).isGreaterThan(first.require("fence").asLong());
    for (var node : List.of(atLeft, atRight)) {
      complete(node, first).isProblem(409, "fenced");
    }
    complete(atLeft, second).is(200);
    assertThat(atRight.get(path).textAt("/status")).isEqualTo("Completed");
  }

  @Test
  void a_timer_fires_once_whichever_node_has_the_lane() {
    var steps = "[{\"id\":\"nap\",\"kind\":\"wait\",\"duration\":\"PT1H\"}]";
    var body = "{\"id\":\"nap\",\"steps\":" + steps + "}";
    atLeft.post("/api/v1/definitions", body).is(201);
    var ids =
        Stream.generate(() -> left.cairn.workflows().create(NewInstance.of("nap").started()))
            .limit(20)
            .map(it -> Served.WORKFLOWS + "/" + it.id())
            .toList();
    leftClock.advance(Duration.ofHours(1));
    rightClock.advance(Duration.ofHours(1));
    for (var path : ids) {
      await(() -> atRight.get(path).textAt("/status").equals("Completed"));
      assertThat(atRight.get(path).at("/version").asInt()).isEqualTo(2);
    }
  }
}
