package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Decision;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Options;
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
import dev.cairn.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every workflow of the folder examples, from its file to its end. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private final FakeClock clock = new FakeClock();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private EngineSettings settings = EngineSettings.named("examples");
  private Cairn cairn;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    cairn = Cairn.open("sqlite:" + folder.resolve("cairn.db"), Options.defaults().clock(clock));
  }

  @AfterEach
  void close() {
    cairn.close();
  }

  private Instance start(String file, Object... context) throws IOException {
    var definition = Definition.parse(Yaml.parse(Files.readString(EXAMPLES.resolve(file))));
    cairn.definitions().register(definition);
    return cairn
        .workflows()
        .create(NewInstance.of(definition.id()).context(JsonObject.of(context)).started());
  }

  private void handle(String... names) {
    for (var name : names) {
      handle(name, job -> Outcome.of("by", name));
    }
  }

  private void handle(String name, Handler handler) {
    settings =
        settings.handler(
            name,
            job -> {
              done.add(name);
              return handler.run(job);
            });
  }

  private Instance run(Instance instance) {
    try (var engine = Engine.over(cairn, settings)) {
      engine.runUntilIdle();
    }
    return cairn.workflows().get(instance.id());
  }

  @Test
  void a_trip_whose_payment_fails_is_cancelled_last_first() throws IOException {
    handle("flight", "hotel", "car", "cancel-flight", "cancel-hotel", "cancel-car", "tickets");
    handle(
        "payment",
        job -> {
          throw StepFailure.permanent("card_refused", "the card is refused");
        });
    var end = run(start("trip-booking.yaml", "who", "mia"));
    assertThat(done)
        .containsExactly(
            "flight", "hotel", "car", "payment", "cancel-car", "cancel-hotel", "cancel-flight");
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(cairn.work().status(end.id()).saga()).isEqualTo("compensated");
    assertThat(end.state().error().orElseThrow().canonical()).contains("card_refused");
  }

  @Test
  void a_document_that_nobody_reviews_goes_to_the_board() throws IOException {
    handle("draft", "publish");
    var waiting = run(start("document-approval.yaml", "title", "Terms"));
    assertThat(waiting.status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    clock.advance(Duration.ofDays(2).plusSeconds(1));
    var escalated = run(waiting);
    var approval = cairn.work().approvals(Filter.everything()).getFirst();
    assertThat(approval.roles()).containsExactly("Board");
    for (var member : List.of("ann", "bob")) {
      cairn
          .as(member)
          .work()
          .decide(escalated.id(), approval.id(), Decision.approve(escalated).withRoles("Board"))
          .orThrow();
    }
    var end = run(escalated);
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(done).containsExactly("draft", "publish");
  }

  @Test
  void an_agent_acts_asks_and_ends() throws IOException {
    var states = List.of("act", "ask", "done").iterator();
    handle("think", job -> Outcome.none().context("state", states.next()));
    handle("act");
    var asking = run(start("agent-loop.yaml", "goal", "book a table"));
    assertThat(asking.status()).isEqualTo(Status.WAITING_FOR_INPUT);
    cairn.work().input(asking.id(), "ask", JsonObject.of("answer", "at eight")).orThrow();
    var end = run(asking);
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(done).containsExactly("think", "act", "think", "think");
  }

  @Test
  void every_task_of_a_trace_is_run_once() throws IOException {
    var trace = Json.parse(Files.readString(EXAMPLES.resolve("traces/earthquakes.json")));
    var tasks = trace.at("/workflow/execution/tasks").orElseThrow().asArray();
    handle(
        "run",
        job -> {
          var task = job.item().orElseThrow().asObject();
          return Outcome.of("id", task.require("id").asString());
        });
    handle(
        "report",
        job -> {
          var data = job.instance().stepData();
          long outputs = data.keys().stream().filter(key -> key.startsWith("run.")).count();
          return Outcome.of("outputs", outputs);
        });
    var end = run(start("trace-tasks.yaml", "tasks", tasks));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(Collections.frequency(done, "run")).isEqualTo(tasks.size());
    assertThat(end.stepData().require("report")).isEqualTo(JsonObject.of("outputs", tasks.size()));
    assertThat(ids(tasks)).containsExactlyInAnyOrderElementsOf(ran(end));
  }

  private static List<String> ids(JsonArray tasks) {
    return tasks.items().stream().map(task -> task.asObject().require("id").asString()).toList();
  }

  private static List<String> ran(Instance end) {
    return end.stepData().entries().stream()
        .filter(entry -> entry.getKey().startsWith("run."))
        .map(entry -> entry.getValue().asObject().require("id").asString())
        .toList();
  }

  @Test
  void a_permit_waits_for_objections_and_for_its_officer() throws IOException {
    handle("fire-safety", "notify", "issue");
    var made = start("building-permit.yaml", "applicant", "leo");
    cairn
        .work()
        .input(made.id(), "application", JsonObject.of("plot", "12b", "storeys", 2))
        .orThrow();
    assertThat(run(made).status()).isEqualTo(Status.RUNNING);
    clock.advance(Duration.ofDays(31));
    var deciding = run(made);
    assertThat(deciding.status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    clock.advance(Duration.ofDays(15));
    assertThat(run(made).status()).isEqualTo(Status.PAUSED);
    cairn.workflows().resume(made.id()).orThrow();
    var approval = cairn.work().approvals(Filter.everything()).getFirst();
    var decision =
        Decision.approve(cairn.workflows().get(made.id())).withRoles("Officer").because("fits");
    cairn.as("ann").work().decide(made.id(), approval.id(), decision).orThrow();
    assertThat(run(made).status()).isEqualTo(Status.COMPLETED);
    assertThat(done).contains("issue");
  }

  @Test
  void a_permit_to_which_a_neighbour_objects_is_refused() throws IOException {
    handle("fire-safety", "notify", "issue");
    var made = start("building-permit.yaml", "applicant", "leo");
    cairn
        .work()
        .input(made.id(), "application", JsonObject.of("plot", "12b", "storeys", 9))
        .orThrow();
    var objection = JsonObject.of("reason", "it takes my light");
    cairn.work().signal(made.id(), "objection", objection, Optional.of("o1")).orThrow();
    var end = run(made);
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(end.state().error().orElseThrow().canonical()).contains("a neighbour objects");
    assertThat(done).doesNotContain("issue");
  }
}
