package dev.cairn.integrity;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A handful of instances that have, together, everything that a store can hold. */
final class Specimens {
  /** Tokens, step data, keys, checkpoints, a restore: every column has a value somewhere. */
  static final InstanceId RICH = id(1);

  /** So many versions that there are snapshots. */
  static final InstanceId LONG = id(2);

  /** With a checkpoint before the part that was pruned. */
  static final InstanceId PRUNED = id(3);

  static final InstanceId DELETED = id(4);
  static final InstanceId PURGED = id(5);
  static final InstanceId FORK = id(6);

  private final Cairn cairn;

  private Specimens(Cairn cairn) {
    this.cairn = cairn;
  }

  static InstanceId id(long number) {
    return new InstanceId(new UUID(0x7000L, number << 8 | Long.MIN_VALUE));
  }

  static List<InstanceId> all() {
    return List.of(RICH, LONG, PRUNED, DELETED, PURGED, FORK);
  }

  static void fill(Cairn cairn) {
    cairn
        .definitions()
        .register(
            Definition.parse(
                JsonObject.of("id", "Case", "steps", Json.parse("[{\"id\":\"draft\"}]"))));
    new Specimens(cairn).fill();
  }

  private void fill() {
    rich();
    many(LONG, 18);
    many(PRUNED, 9);
    cairn.archive().prune(PRUNED, 7);
    many(DELETED, 2);
    cairn.workflows().delete(DELETED);
    many(PURGED, 2);
    cairn.archive().purge(PURGED);
    cairn.history().fork(LONG, 9, Optional.of(FORK));
    // A query folds what is not folded yet: documents are complete from here on.
    cairn.workflows().count(Filter.everything());
  }

  private void rich() {
    cairn
        .workflows()
        .create(
            wanted(RICH).tags("a", "b").attributes(JsonObject.of("epic", 3)).parent(LONG).key("k"));
    cairn.workflows().start(RICH);
    commit(
        RICH,
        new Mutation.SetStepData("draft", JsonObject.of("pages", 3)),
        new Mutation.MoveTo(Optional.of("draft"), OptionalInt.of(1)),
        new Mutation.EnterScope("s", "root"),
        new Mutation.IncrementStepCount());
    cairn.history().checkpoint(RICH, "before");
    cairn.workflows().pause(RICH, Optional.of("lunch"));
    cairn.workflows().resume(RICH);
    cairn.history().restore(RICH, new Target.ToCheckpoint("before"), Optional.empty());
    commit(RICH, new Mutation.Transition(dev.cairn.Status.COMPLETED));
  }

  private void many(InstanceId id, int versions) {
    cairn.workflows().create(wanted(id));
    for (int version = 2; version <= versions; version++) {
      commit(id, new Mutation.MergeContext(JsonObject.of("n", version)));
      if (version == 5) {
        cairn.history().checkpoint(id, "five");
      }
    }
  }

  private static NewInstance wanted(InstanceId id) {
    return NewInstance.of("Case").id(id).context(JsonObject.of("n", 1)).owner("ann");
  }

  private Instance commit(InstanceId id, Mutation... mutations) {
    var version = cairn.workflows().get(id).version();
    var commit = Commit.to(id).key("k" + version).because("reason").with(mutations);
    cairn.workflows().commit(commit).orThrow();
    return cairn.workflows().get(id);
  }
}
