package dev.cairn.kernel;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Intent;
import dev.cairn.Kind;
import dev.cairn.Mutation.Internal;
import dev.cairn.Observer;
import dev.cairn.flow.Flow;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Head;
import dev.cairn.store.Lanes;
import dev.cairn.store.Leases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What the engine needs of a kernel beyond what everybody sees. */
public final class Drive {
  private final Kernel.Parts parts;
  private final String actor;

  private Drive(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
  }

  /**
   * The drive of a Cairn that is in this process.
   *
   * @throws CairnException.Invalid when it is elsewhere
   */
  public static Drive of(Cairn cairn, String actor) {
    if (cairn instanceof Kernel kernel) {
      return new Drive(kernel.parts(), actor);
    }
    throw new CairnException.Invalid(
        "engine_needs_store",
        "the engine runs where the store is open",
        "open the store in this process, or use the tasks of a queue");
  }

  /** Decides an intent on the current state, under a grant of the lane if there is one. */
  public CommitResult commit(InstanceId id, Intent intent, Optional<Fence> laneFence) {
    return commit(id, intent, JsonObject.empty(), Optional.empty(), Optional.empty(), laneFence);
  }

  CommitResult commit(
      InstanceId id,
      Intent intent,
      JsonObject asked,
      Optional<String> key,
      Optional<String> reason,
      Optional<Fence> laneFence) {
    var commit = Commit.to(id).with(new Internal.Derive(asked, intent));
    commit = key.isPresent() ? commit.key(key.get()) : commit;
    commit = reason.isPresent() ? commit.because(reason.get()) : commit;
    var request = Request.internal(Kind.COMMIT, commit, actor);
    return parts
        .committer()
        .commit(laneFence.isPresent() ? request.underLane(laneFence.get()) : request);
  }

  /** The instance as last known in this process; what is decided on it is checked again. */
  public Optional<Instance> remembered(InstanceId id) {
    return Optional.ofNullable(parts.heads().remembered(List.of(id)).get(id)).map(Head::instance);
  }

  /** Those of the instances that there are, as last known in this process. */
  public List<Instance> remembered(List<InstanceId> ids) {
    return parts.heads().remembered(ids).values().stream().map(Head::instance).toList();
  }

  /** Instances as they are now. */
  public List<Instance> current(List<InstanceId> ids) {
    return parts.heads().findAll(ids).values().stream().map(Head::instance).toList();
  }

  /** The flow of an instance; empty when its definition does not run. */
  public Optional<Flow> flow(Instance instance) {
    return parts.registry().blueprint(instance.origin()).flow();
  }

  public int laneOf(InstanceId id) {
    return Lanes.of(id, parts.store().traits().lanes());
  }

  public Leases leases() {
    return parts.store().leases();
  }

  /** The time by which timers go. */
  public InstantSource clock() {
    return parts.options().clock();
  }

  /** Finds out again how far this node's clock is off. */
  public void compareClocks() {
    if (clock() instanceof StoreClock clock) {
      clock.compare();
    }
  }

  public RandomGenerator random() {
    return parts.options().random();
  }

  /** Tells whoever observes the kernel; what that throws is logged and forgotten. */
  public void tell(Consumer<Observer> news) {
    parts.watch().tell(news);
  }

  /** Asks other processes for word of what they commit in lanes. */
  public void want(List<Integer> lanes) {
    parts.word().wantLanes(lanes);
  }

  /**
   * Tells of instances that other processes committed in lanes that were asked for: it must be
   * quick, and must not throw. None of them means that any may have been.
   *
   * @return ends it
   */
  public Runnable hear(Consumer<List<InstanceId>> listener) {
    return parts.word().onLanes(listener);
  }

  Word word() {
    return parts.word();
  }

  /** How long who waits for a task waits until it looks again. */
  Duration look() {
    return parts.options().look().multipliedBy(10);
  }

  /**
   * Tells of every instance that was committed in this process, on the committing thread: it must
   * be quick, and must not throw.
   *
   * @return ends it
   */
  public Runnable watch(Consumer<Instance> watcher) {
    return parts.watchers().add(watcher);
  }
}
