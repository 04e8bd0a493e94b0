package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.Cairn;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Rejected;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.SchemaLanguage;
import dev.cairn.Status;
import dev.cairn.Work;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Handler;
import dev.cairn.engine.Outcome;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A topic of {@link EngineContract}: a fresh store, engines over it, and a list of what ran. */
abstract class EngineTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMillis(150);

  final FakeClock clock = new FakeClock();

  /** What handlers did, in order. */
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  private final List<Engine> engines = new ArrayList<>();
  Store store;
  Cairn cairn;

  /** Where people and workers call. */
  Cairn door;

  abstract StoreHome home();

  @BeforeEach
  void open() {
    store = home().open();
    cairn = Kernel.over(store, options());
    door = home().door(cairn);
  }

  @AfterEach
  void close() {
    engines.forEach(Engine::close);
    door.close();
    cairn.close();
  }

  /** For tests of conditions and schemas, where the class path has nothing that reads them. */
  static void needsALanguage() {
    assumeTrue(
        ServiceLoader.load(SchemaLanguage.class).findFirst().isPresent(),
        "no language is on the class path");
  }

  Options options() {
    return Options.defaults().clock(clock).actor("mia");
  }

  /** As after a crash of the process: what is known is what the store has. */
  void restart() {
    engines.forEach(Engine::abandon);
    engines.clear();
    cairn.close();
    store = home().reopen(store);
    cairn = Kernel.over(store, options());
    door = home().door(cairn);
  }

  Work work() {
    return door.work();
  }

  /** Settings with a handler that notes its calls, under each of these names. */
  EngineSettings noting(String... names) {
    var settings = EngineSettings.named("one").lease(LEASE).poll(Duration.ofMillis(20));
    for (var name : names) {
      settings = settings.handler(name, handlerNoting(name));
    }
    return settings;
  }

  Handler handlerNoting(String name) {
    return job -> {
      calls.add(name);
      return Outcome.of("by", name);
    };
  }

  Engine engine(EngineSettings settings) {
    var engine = Engine.over(cairn, settings);
    engines.add(engine);
    return engine;
  }

  void closeEngines() {
    engines.forEach(Engine::close);
    engines.clear();
  }

  /** Registers a workflow of these steps, and starts an instance. */
  Instance started(String steps, Object... context) {
    return started(Json.parse("{\"id\":\"flow\",\"steps\":" + steps + "}").asObject(), context);
  }

  Instance started(JsonObject definition, Object... context) {
    var kept = cairn.definitions().register(Definition.parse(definition));
    return cairn
        .workflows()
        .create(NewInstance.of(kept.id()).context(JsonObject.of(context)).started());
  }

  Instance get(Instance instance) {
    return cairn.workflows().get(instance.id());
  }

  Instance get(InstanceId id) {
    return cairn.workflows().get(id);
  }

  /** Runs what is due, with these handlers, and gives the instance after it. */
  Instance ran(Instance instance, EngineSettings settings) {
    closeEngines();
    engine(settings).runUntilIdle();
    return get(instance);
  }

  static Instance committed(CommitResult result) {
    assertThat(result).isInstanceOf(Committed.class);
    return ((Committed) result).instance();
  }

  static List<Reason.Code> refused(CommitResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    return ((Rejected) result).reasons().stream().map(Reason::code).toList();
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Drives until an instance has ended, however long it takes to get hold of its lane. */
  Instance ended(Engine engine, InstanceId id) {
    await(() -> {
      engine.runUntilIdle();
      return get(id).status().isTerminal();
    });
    return get(id);
  }

  void verifies(Instance instance) {
    assertThat(cairn.archive().verify(instance.id()).firstBreak()).isEmpty();
  }

  List<Status> statuses(Instance instance) {
    return cairn.history().events(instance.id(), 1, 1_000).stream().map(it -> it.to()).toList();
  }

  static String code(Instance instance) {
    return instance.state().error().orElseThrow().asObject().require("code").asString();
  }
}
