package dev.cairn.cli.demo;

import static dev.cairn.cli.demo.Check.check;

import dev.cairn.Approval;
import dev.cairn.Cairn;
import dev.cairn.Decision;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Handler;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import dev.cairn.language.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Workflows that an engine runs: a saga that is undone, an approval that escalates, a fan-out. */
final class WorkflowPassages {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration WORK = Duration.ofMillis(10);
  private static final String REVIEW = "document-approval";
  private static final String HURRY = "PT2S";

  private final Cairn cairn;
  private final Stage stage;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  WorkflowPassages(Cairn cairn, Stage stage) {
    this.cairn = cairn;
    this.stage = stage;
  }

  /** Shows all three; answers the id of a document that still waits to be approved. */
  InstanceId show() {
    var settings = EngineSettings.named("demo").poll(Duration.ofMillis(50));
    for (var step : List.of("flight", "hotel", "car", "tickets", "draft", "publish", "report")) {
      settings = settings.handler(step, noted(step));
    }
    for (var undo : List.of("cancel-flight", "cancel-hotel", "cancel-car")) {
      settings = settings.handler(undo, noted(undo));
    }
    settings = settings.handler("payment", this::refuse).handler("run", this::run);
    try (var engine = Engine.over(cairn, settings).start()) {
      check(engine != null, "an engine runs");
      var waiting = start(REVIEW, source(REVIEW), JsonObject.of("title", "Terms"));
      var hurried = source(REVIEW).replace("deadline: P2D", "deadline: " + HURRY);
      var urgent = start(REVIEW + "-in-a-hurry", hurried, JsonObject.of("title", "Notice"));
      saga();
      fanOut();
      escalation(urgent);
      await(waiting, it -> it.status() == Status.WAITING_FOR_APPROVAL);
      return waiting;
    }
  }

  private Handler noted(String name) {
    return job -> {
      ran.add(name);
      return Outcome.of("by", name);
    };
  }

  private Outcome refuse(dev.cairn.engine.Job job) throws StepFailure {
    ran.add(job.stepId());
    throw StepFailure.permanent("card_refused", "the card was refused");
  }

  private Outcome run(dev.cairn.engine.Job job) {
    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    var name = job.item().orElse(Json.of(null));
    // What a task does takes a while: here it is nothing.
    LockSupport.parkNanos(this, WORK.toNanos());
    atOnce.decrementAndGet();
    return Outcome.of("task", name);
  }

  private static String source(String name) {
    try (var in = WorkflowPassages.class.getResourceAsStream("workflows/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program comes without its workflow " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private InstanceId start(String id, String yaml, JsonObject context) {
    var json = Yaml.parse(yaml).asObject().with("id", Json.of(id));
    cairn.definitions().register(Definition.parse(json));
    var wanted = NewInstance.of(id).context(context).tags("demo", "workflow").started();
    return cairn.workflows().create(wanted).id();
  }

  /** The instance, once it is as it shall be; the feed tells when to look. */
  private Instance await(InstanceId id, Predicate<Instance> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var feed = cairn.feed().subscribe(id)) {
      var now = cairn.workflows().get(id);
      while (!wanted.test(now)) {
        check(System.nanoTime() < end, now.definitionId() + " goes on; it is " + now.status());
        feed.next(LOOK);
        now = cairn.workflows().get(id);
      }
      return now;
    }
  }

  private void saga() {
    stage.title("Saga", "a payment fails; what was booked is cancelled, last first");
    var id = start("trip-booking", source("trip-booking"), JsonObject.of("who", "mia"));
    var end = await(id, it -> it.status().isTerminal());
    var mine =
        ran.stream().filter(it -> !Set.of("draft", "publish", "report").contains(it)).toList();
    check(
        mine.equals(
            List.of(
                "flight",
                "hotel",
                "car",
                "payment",
                "cancel-car",
                "cancel-hotel",
                "cancel-flight")),
        "every booking is cancelled once, last first: " + mine);
    var outcome = cairn.work().saga(id);
    check(
        end.status() == Status.FAILED && outcome.status().equals("compensated"),
        "the trip is " + outcome.status());
    stage.step("steps", String.join(", ", mine.subList(0, 3)) + " are booked");
    stage.step("payment", "the card was refused");
    stage.step("undone", String.join(", ", mine.subList(4, 7)) + " → Failed, compensated");
    stage.step("history", end.version() + " versions, one for each step; none runs twice");
  }

  private void fanOut() {
    int count = 40;
    stage.title("Fan-out", count + " tasks, eight at a time, and one report when all are done");
    var names = new ArrayList<Json>();
    for (int i = 1; i <= count; i++) {
      names.add(Json.of("task-" + i));
    }
    long began = System.nanoTime();
    var context = JsonObject.of("tasks", JsonArray.copyOf(names));
    var id = start("trace-tasks", source("trace-tasks"), context);
    var end = await(id, it -> it.status().isTerminal());
    long done = end.stepData().keys().stream().filter(key -> key.startsWith("run.")).count();
    check(end.status() == Status.COMPLETED && done == count, count + " tasks are done: " + done);
    check(most.get() <= 8, "no more than eight run at once: " + most.get());
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    stage.step(
        "done",
        "%d tasks, each a durable commit, at most %d at once, in %d ms"
            .formatted(done, most.get(), millis));
  }

  private void escalation(InstanceId id) {
    stage.title("Approval", "nobody of Legal decides in time (2 s here): then the Board has to");
    await(id, it -> open(id).stream().anyMatch(each -> each.roles().contains("Board")));
    var approval = open(id).getFirst();
    stage.step("escalated", "to the Board, which needs " + approval.quorum() + " votes");
    for (var member : List.of("ann", "bob")) {
      var seen = cairn.workflows().get(id);
      var decision = Decision.approve(seen).withRoles("Board");
      cairn.as(member).work().decide(id, approval.id(), decision).orThrow();
      var checksum = seen.checksum().hex().substring(0, 8);
      stage.step(member, "approves what was at checksum " + checksum);
    }
    var end = await(id, it -> it.status().isTerminal());
    check(end.status() == Status.COMPLETED, "the document is published: " + end.status());
    stage.step("published", "→ Completed; another document waits for Legal: cairn approvals");
  }

  private List<Approval> open(InstanceId id) {
    return cairn.work().approvals(new Filter.IdIn(Set.of(id)));
  }
}
