package dev.cairn.server.access;

import dev.cairn.Definition;
import dev.cairn.Definitions;
import dev.cairn.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everybody reads definitions; Admins change them, since they say what is kept and for how long.
 */
final class GuardedDefinitions implements Definitions {
  private final Guard guard;
  private final Definitions inner;

  GuardedDefinitions(Guard guard) {
    this.guard = guard;
    this.inner = guard.cairn().definitions();
  }

  private Definitions when(Operation operation) {
    guard.check(operation);
    return inner;
  }

  @Override
  public Definition register(Definition definition) {
    return when(Operation.DEFINE).register(definition);
  }

  @Override
  public Optional<Definition> find(String id) {
    return when(Operation.READ_DEFINITIONS).find(id);
  }

  @Override
  public Optional<Definition> find(String id, int version) {
    return when(Operation.READ_DEFINITIONS).find(id, version);
  }

  @Override
  public List<Definition> list() {
    return when(Operation.READ_DEFINITIONS).list();
  }

  @Override
  public void deprecate(String id, int version) {
    when(Operation.DEFINE).deprecate(id, version);
  }

  @Override
  public void migration(String id, int fromSchemaVersion, UnaryOperator<Json> context) {
    when(Operation.DEFINE).migration(id, fromSchemaVersion, context);
  }

  @Override
  public FitReport check(Definition candidate) {
    return when(Operation.TRY_MIGRATION).check(candidate);
  }

  @Override
  public MigrationReport dryRun(String id) {
    return when(Operation.TRY_MIGRATION).dryRun(id);
  }

  @Override
  public MigrationReport migrate(String id) {
    return when(Operation.DEFINE).migrate(id);
  }
}
