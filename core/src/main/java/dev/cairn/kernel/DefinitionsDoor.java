package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Rejected;
import dev.cairn.Definition;
import dev.cairn.Definitions;
import dev.cairn.Fence;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Query;
import dev.cairn.Reason;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.store.Catalog.Registered;
import dev.cairn.store.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The registry of definitions, for one actor. */
final class DefinitionsDoor implements Definitions {
  private final Kernel.Parts parts;
  private final String actor;

  DefinitionsDoor(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
  }

  @Override
  public Definition register(Definition definition) {
    var kept = parts.registry().add(definition).definition();
    if (!kept.json().equals(definition.json())) {
      throw new CairnException.AlreadyExists(
          "definition_exists",
          "definition '" + kept.id() + "' has a version " + kept.version() + " that differs",
          "register it under the next version");
    }
    kept.indexes().forEach(path -> parts.store().documents().index(StatePath.parse(path)));
    return kept;
  }

  @Override
  public Optional<Definition> find(String id) {
    return parts.registry().newest(id);
  }

  @Override
  public Optional<Definition> find(String id, int version) {
    return parts.registry().find(id, version);
  }

  @Override
  public List<Definition> list() {
    return parts.registry().all().stream().map(Registered::definition).toList();
  }

  @Override
  public void deprecate(String id, int version) {
    if (find(id, version).isEmpty()) {
      throw Registry.unknown(id + " " + version);
    }
    parts.registry().deprecate(id, version);
  }

  @Override
  public void migration(String id, int fromSchemaVersion, UnaryOperator<Json> context) {
    parts.registry().migrations().add(id, fromSchemaVersion, context);
  }

  @Override
  public MigrationReport dryRun(String id) {
    var tally = new Tally();
    living(id, instance -> tally.add(instance, tryOut(instance)));
    return tally.report();
  }

  /** Decides the migration on a chain that is never written. */
  private List<Reason> tryOut(Instance instance) {
    var head = new Head(instance, Fence.NONE, instance.version(), 0);
    return reasons(parts.decisions().migrate(request(instance), new Chain(Optional.of(head), 0)));
  }

  @Override
  public FitReport check(Definition candidate) {
    var fitting = Fitting.of(candidate);
    var misfits = new ArrayList<MigrationReport.Failure>();
    long[] fit = {0};
    living(
        candidate.id(),
        instance -> {
          var reasons =
              fitting.misfits(instance, parts.registry().blueprint(instance.origin()).flow());
          if (reasons.isEmpty()) {
            fit[0]++;
          } else {
            misfits.add(new MigrationReport.Failure(instance.id(), reasons));
          }
        });
    return new FitReport(fit[0], misfits);
  }

  @Override
  public MigrationReport migrate(String id) {
    var tally = new Tally();
    living(
        id,
        instance ->
            tally.add(
                instance,
                isBehind(instance)
                    ? reasons(Optional.of(parts.committer().commit(request(instance))))
                    : List.of()));
    return tally.report();
  }

  private Request request(Instance instance) {
    return Request.internal(Kind.MIGRATE, Commit.to(instance.id()), actor);
  }

  private static List<Reason> reasons(Optional<CommitResult> result) {
    return result.orElse(null) instanceof Rejected rejected ? rejected.reasons() : List.of();
  }

  private boolean isBehind(Instance instance) {
    return parts.registry().migrations().next(instance).isPresent();
  }

  /** Every instance of a definition that can still change, page by page. */
  private void living(String id, Consumer<Instance> visit) {
    if (parts.registry().newest(id).isEmpty()) {
      throw Registry.unknown(id);
    }
    parts.projector().fold();
    var filter =
        new Filter.DefinitionIs(id)
            .and(
                Filter.status(
                    Status.CREATED,
                    Status.RUNNING,
                    Status.PAUSED,
                    Status.WAITING_FOR_INPUT,
                    Status.WAITING_FOR_APPROVAL));
    var query = Query.of(filter).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    var page = parts.store().documents().query(query);
    page.items().forEach(visit);
    while (page.next().isPresent()) {
      page = parts.store().documents().query(query.after(page.next().get()));
      page.items().forEach(visit);
    }
  }

  /** Counts as a migration goes. */
  private final class Tally {
    private final List<MigrationReport.Failure> failures = new ArrayList<>();
    private long current;
    private long migrated;

    void add(Instance before, List<Reason> reasons) {
      if (!reasons.isEmpty()) {
        failures.add(new MigrationReport.Failure(before.id(), reasons));
      } else if (isBehind(before)) {
        migrated++;
      } else {
        current++;
      }
    }

    MigrationReport report() {
      return new MigrationReport(current, migrated, failures);
    }
  }
}
