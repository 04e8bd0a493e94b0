package dev.cairn.saga;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Event;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Statistics;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs sagas: registers them with their code, executes them, recovers those that a crash left open,
 * and tells how they are. Safe for use by many threads; close it before the Cairn.
 */
public final class SagaOrchestrator implements AutoCloseable {
  private static final int EVENTS_MAX = 1_000;

  private final Cairn cairn;
  private EngineSettings settings;
  private Engine engine;

  private SagaOrchestrator(Cairn cairn, EngineSettings settings) {
    this.cairn = cairn;
    this.settings = settings;
    this.engine = Engine.over(cairn, settings);
  }

  /** An orchestrator without sagas. */
  public static SagaOrchestrator over(Cairn cairn) {
    return over(cairn, EngineSettings.named("saga-orchestrator"));
  }

  public static SagaOrchestrator over(Cairn cairn, EngineSettings settings) {
    return new SagaOrchestrator(cairn, settings);
  }

  /**
   * Keeps a saga and the code of its steps; its open instances go on, too.
   *
   * @throws CairnException.AlreadyExists when this version exists and differs
   */
  public synchronized void register(Saga saga) {
    cairn.definitions().register(saga.definition());
    settings = saga.addTo(settings);
    engine.close();
    engine = Engine.over(cairn, settings);
  }

  /** Begins a saga; it is run by {@link #recover}, or by any engine that has its code. */
  public InstanceId start(String name, JsonObject input) {
    return cairn.workflows().create(NewInstance.of(name).context(input).started()).id();
  }

  /** Runs a saga to its end, or to where it waits for its next attempt. */
  public synchronized SagaState execute(String name, JsonObject input) {
    var id = start(name, input);
    engine.runUntilIdle();
    return state(id);
  }

  /**
   * Goes on with every open saga whose lane can be had: after a crash, the lanes of the process
   * that died are free when their leases have ended.
   *
   * @return those that are still open
   */
  public synchronized List<SagaState> recover() {
    engine.runUntilIdle();
    return open(Filter.active());
  }

  private List<SagaState> open(Filter filter) {
    var all = new ArrayList<SagaState>();
    var query = Query.of(filter).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    var page = cairn.workflows().query(query);
    page.items().forEach(it -> all.add(state(it.id())));
    while (page.next().isPresent()) {
      page = cairn.workflows().query(query.after(page.next().get()));
      page.items().forEach(it -> all.add(state(it.id())));
    }
    return all;
  }

  /** Where a saga and its steps are. */
  public SagaState state(InstanceId id) {
    return SagaState.of(cairn.work().status(id));
  }

  /** Stops a saga; what it completed is undone. */
  public SagaState cancel(InstanceId id, String reason) {
    cairn.workflows().cancel(id, Optional.of(reason)).orThrow();
    return state(id);
  }

  /** Names the state that a saga is in now. */
  public Checkpoint checkpoint(InstanceId id, String name) {
    return cairn.history().checkpoint(id, name);
  }

  /** What happened, in order. */
  public List<Event> history(InstanceId id) {
    return cairn.history().events(id, 1, EVENTS_MAX);
  }

  /** The state of a saga as it was at a version. */
  public Instance at(InstanceId id, long version) {
    return cairn.history().at(id, version);
  }

  /**
   * Tries a failed saga again, in a new instance, from the step that failed.
   *
   * @throws CairnException.Refused {@code undone} when what it had completed was undone: execute it
   *     anew
   */
  public SagaState retry(InstanceId id) {
    return state(cairn.work().retry(id).id());
  }

  /** Counts and durations of all sagas of a name. */
  public Statistics statistics(String name) {
    return cairn.workflows().statistics(new Filter.DefinitionIs(name));
  }

  /** How many sagas of a name are in a status. */
  public long count(String name, Status status) {
    return cairn.workflows().count(new Filter.DefinitionIs(name).and(Filter.status(status)));
  }

  /** How long this process may be silent before another goes on with its sagas. */
  public Duration lease() {
    return settings.lease();
  }

  /** Waits for the steps that run, and lets go of the lanes. */
  @Override
  public synchronized void close() {
    engine.close();
  }
}
