package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The ways from one version of a definition's state schema to the next. */
final class Migrations {
  private final Registry registry;
  private final Map<Step, UnaryOperator<Json>> steps = new ConcurrentHashMap<>();

  private record Step(String definitionId, int from) {
    static Step of(String definitionId, int from) {
      return new Step(definitionId.toLowerCase(Locale.ROOT), from);
    }
  }

  Migrations(Registry registry) {
    this.registry = registry;
  }

  void add(String definitionId, int from, UnaryOperator<Json> context) {
    if (steps.putIfAbsent(Step.of(definitionId, from), context) != null) {
      throw new CairnException.AlreadyExists(
          "migration_exists",
          "there is a migration of '" + definitionId + "' from schema version " + from,
          "register each step once");
    }
  }

  /** The mutations of the next step that an instance can take; empty when it is up to date. */
  Optional<List<Mutation>> next(Instance instance) {
    int from = instance.state().schemaVersion();
    return Optional.ofNullable(steps.get(Step.of(instance.definitionId(), from)))
        .map(context ->
            List.of(new Mutation.ChangeContext(context), new Internal.SetSchemaVersion(from + 1)));
  }

  /** Why this process must not write to the instance: it knows nothing of its schema. */
  Optional<String> behind(Instance instance) {
    int version = instance.state().schemaVersion();
    int known = newestKnown(instance.definitionId());
    return version <= known
        ? Optional.empty()
        : Optional.of(
            "the state has schema version "
                + version
                + ", and the newest that is known of '"
                + instance.definitionId()
                + "' is "
                + known);
  }

  private int newestKnown(String definitionId) {
    int known = registry.newestSchema(definitionId);
    while (steps.containsKey(Step.of(definitionId, known))) {
      known++;
    }
    return known;
  }
}
