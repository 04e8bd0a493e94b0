package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Handler;
import dev.cairn.engine.Outcome;
import dev.cairn.json.Json;
import dev.cairn.kernel.Drive;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that opens workflows whose step does not end, and is made to be killed; or one that
 * comes after it, whose step ends at once. It says how far it has come, and ends when its input
 * does. Arguments: the store's URL, the life, how many, and in the second life one of them.
 */
final class OpenInstances {
  private final Cairn cairn;
  private final int count;

  private OpenInstances(Cairn cairn, int count) {
    this.cairn = cairn;
    this.count = count;
  }

  /** What becomes of such a process. */
  enum Life {
    FIRST,
    SECOND
  }

  /** How far the second life has come. */
  enum Stop {
    READY("ready after", "2 s"),
    DRIVEN("all driven again after", "10 s"),
    COMPLETE("all complete after", "");

    private final String text;
    private final String goal;

    Stop(String text, String goal) {
      this.text = text;
      this.goal = goal;
    }

    String text() {
      return text;
    }

    String goal() {
      return goal;
    }
  }

  /** Starts a first life; {@link SecondJvm#hear} gives the id of one, once all are open. */
  static SecondJvm first(String url, int count) throws IOException {
    return start(url, Life.FIRST.name(), Integer.toString(count));
  }

  /** Starts a second life; {@link SecondJvm#hear} gives the name of each stop. */
  static SecondJvm second(String url, int count, String one) throws IOException {
    return start(url, Life.SECOND.name(), Integer.toString(count), one);
  }

  private static SecondJvm start(String... arguments) throws IOException {
    return SecondJvm.start(OpenInstances.class, List.of(), List.of(arguments));
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    try (var cairn = Cairn.open(arguments[0])) {
      var open = new OpenInstances(cairn, Integer.parseInt(arguments[2]));
      switch (Life.valueOf(arguments[1])) {
        case FIRST -> open.live();
        case SECOND -> open.liveAgain(InstanceId.of(arguments[3]));
      }
    }
  }

  private void live() throws Exception {
    var never = new CountDownLatch(1);
    var steps = StepSpec.task("s").handler("work");
    cairn.definitions().register(WorkflowSpec.of("open", steps).definition());
    try (var engine =
        engine(
            "first",
            job -> {
              never.await();
              return Outcome.none();
            })) {
      engine.start();
      var context = Json.parse(Workload.INPUT).asObject();
      var ids = Bulk.create(cairn, count, n -> NewInstance.of("open").context(context).started());
      System.out.println(ids.getFirst());
      awaitEndOfInput();
      never.countDown();
    }
  }

  private void liveAgain(InstanceId one) throws Exception {
    var driven = new All(Stop.DRIVEN);
    var complete = new All(Stop.COMPLETE);
    Drive.of(cairn, "bench")
        .watch(instance -> {
          if (instance.status().isTerminal()) {
            complete.add(instance.id());
          }
        });
    try (var engine =
        engine(
            "second",
            job -> {
              driven.add(job.instance().id());
              return Outcome.none();
            })) {
      engine.start();
      cairn.workflows().get(one);
      say(Stop.READY);
      awaitEndOfInput();
    }
  }

  private Engine engine(String node, Handler handler) {
    return Engine.over(cairn, EngineSettings.named(node).handler("work", handler));
  }

  private static void say(Stop stop) {
    System.out.println(stop.name());
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
  }

  /** Says so when something has been seen of all. */
  private final class All {
    private final Stop stop;
    private final Set<InstanceId> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left = new AtomicInteger(count);

    All(Stop stop) {
      this.stop = stop;
    }

    void add(InstanceId id) {
      if (seen.add(id) && left.decrementAndGet() == 0) {
        say(stop);
      }
    }
  }
}
