package dev.cairn.context;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Receipt;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.Workflows;
import dev.cairn.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Saves and finds workflow contexts. Every save is one version with its receipt; a save from a
 * version that is no longer current is refused with {@link CairnException.Refused}, whose result is
 * the conflict. Sees every instance of the store. Safe for use by many threads.
 */
public final class ContextPersistence {
  private static final int ATTEMPTS_MAX = 100;

  private final Cairn cairn;
  private final Workflows workflows;
  private final Turns turns = new Turns();

  private ContextPersistence(Cairn cairn) {
    this.cairn = cairn;
    this.workflows = cairn.workflows();
  }

  /** Contexts of definitions that are registered already; others are refused when saved. */
  public static ContextPersistence over(Cairn cairn) {
    return new ContextPersistence(cairn);
  }

  /** The same, after making sure that there is a definition of this name. */
  public static ContextPersistence over(Cairn cairn, String definitionId) {
    var definitions = cairn.definitions();
    if (definitions.find(definitionId).or(() -> definitions.find(definitionId, 1)).isEmpty()) {
      definitions.register(Definition.named(definitionId));
    }
    return over(cairn);
  }

  /**
   * Makes a context durable: a new one as an instance, a saved one as its next version. A status
   * moves by legal transitions; those of a new context are part of the same save.
   *
   * @return the context as saved; go on with this one
   * @throws CairnException.NotFound when the definition, or the saved context, is not there
   * @throws CairnException.AlreadyExists when the id chosen for a new one is taken
   * @throws CairnException.Refused when the version moved on, or the change is not legal
   */
  public WorkflowContext save(WorkflowContext context) {
    return switch (context.place()) {
      case Place.New it when BatchPlan.asCreated(context).equals(context) -> create(it, context);
      case Place.New it -> saveAll(List.of(context)).orThrow().getFirst();
      case Place.Saved it -> orThrow(commit(it, context));
    };
  }

  private WorkflowContext create(Place.New place, WorkflowContext context) {
    var born = BatchPlan.born(context);
    return WorkflowContext.of(workflows.create(place.id().map(born::id).orElse(born)));
  }

  private CommitResult commit(Place.Saved place, WorkflowContext context) {
    var current = workflows.get(place.id());
    var commit = Commit.to(place.id()).from(place.version());
    if (current.version() < place.version()) {
      return new CommitResult.Conflict(place.version(), current, List.of());
    }
    // Versions only grow: an older one cannot but be answered with the conflict.
    return workflows.commit(
        current.version() == place.version()
            ? commit.with(Changes.between(WorkflowContext.of(current), context))
            : commit);
  }

  private static WorkflowContext orThrow(CommitResult result) {
    var receipt = result.orThrow();
    if (result instanceof CommitResult.Committed committed) {
      return WorkflowContext.of(committed.instance());
    }
    throw new IllegalStateException("without a key nothing repeats: " + receipt.id());
  }

  /**
   * Saves all of these in one transaction, or none. The same context twice makes two versions. Each
   * is one commit, a new one that is not in Created two; batches have the kernel's limit.
   *
   * @throws CairnException.TooLarge when there are more than a batch may hold
   */
  public BatchSave saveAll(List<WorkflowContext> contexts) {
    return BatchPlan.save(workflows, contexts);
  }

  /**
   * Reads, changes and saves, again when somebody else came first: no update is lost. The function
   * must be quick and free of side effects; it may run more than once.
   *
   * @throws CairnException.NotFound when there is none
   * @throws CairnException.Refused when the change is not legal, or others came first {@value
   *     #ATTEMPTS_MAX} times in a row
   */
  public WorkflowContext update(InstanceId id, UnaryOperator<WorkflowContext> change) {
    return turns.take(id, () -> orThrow(attempt(id, change, ATTEMPTS_MAX)));
  }

  private CommitResult attempt(InstanceId id, UnaryOperator<WorkflowContext> change, int attempts) {
    CommitResult result;
    do {
      var before = get(id);
      var after = change.apply(before);
      if (!after.place().equals(before.place())) {
        throw new CairnException.Invalid(
            "another_context",
            "the function returned a context that it was not given",
            "change the one that is handed in");
      }
      result = commit(before.saved(), after);
    } while (result instanceof CommitResult.Conflict && --attempts > 0);
    return result;
  }

  /** The current version; empty when there is none or it was deleted. */
  public Optional<WorkflowContext> load(InstanceId id) {
    return workflows.find(id).map(WorkflowContext::of);
  }

  private WorkflowContext get(InstanceId id) {
    return WorkflowContext.of(workflows.get(id));
  }

  /** The current versions of those that exist, in the order asked for. */
  public List<WorkflowContext> loadAll(List<InstanceId> ids) {
    return workflows.findAll(ids).stream().map(WorkflowContext::of).toList();
  }

  public boolean exists(InstanceId id) {
    return workflows.exists(id);
  }

  /**
   * Hides a context from all reads. Its receipts stay, and its id is never used again.
   *
   * @throws CairnException.NotFound when there is none
   */
  public Receipt delete(InstanceId id) {
    return workflows.delete(id);
  }

  /** The context of a story that was saved last; of several at one time, that of the highest id. */
  public Optional<WorkflowContext> latest(Object epic, Object story) {
    return latest(ContextSearch.all().epic(epic).story(story));
  }

  /** The epic-level context that was saved last; never one of a story. */
  public Optional<WorkflowContext> latest(Object epic) {
    return latest(ContextSearch.all().epic(epic).epicLevel());
  }

  /** The context that was saved last among those seen as {@code status}. */
  public Optional<WorkflowContext> latestByStatus(ContextStatus status) {
    return latest(ContextSearch.all().status(status));
  }

  private Optional<WorkflowContext> latest(ContextSearch search) {
    return scroll(search.pageSize(1)).items().stream().findFirst();
  }

  public ContextPage byEpic(Object epic, Paging paging) {
    return search(ContextSearch.all().epic(epic).paging(paging));
  }

  public ContextPage byFeature(String feature, Paging paging) {
    return search(ContextSearch.all().feature(feature).paging(paging));
  }

  /** Contexts that have begun and not ended. */
  public ContextPage active(Paging paging) {
    return search(ContextSearch.all().status(ContextStatus.RUNNING).paging(paging));
  }

  public ContextPage failed(Paging paging) {
    return search(ContextSearch.all().status(ContextStatus.FAILED).paging(paging));
  }

  /** A numbered page of what matches. A page beyond the last is empty. */
  public ContextPage search(ContextSearch search) {
    var query = search.query().page(search.paging().page());
    var items = workflows.query(query).map(WorkflowContext::of).items();
    return new ContextPage(items, search.paging(), count(search));
  }

  /** The first page of what matches; its cursor leads on, whatever is saved meanwhile. */
  public Page<WorkflowContext> scroll(ContextSearch search) {
    return workflows.query(search.query()).map(WorkflowContext::of);
  }

  /** The page after {@code cursor}, which a page of the same search ended with. */
  public Page<WorkflowContext> scroll(ContextSearch search, String cursor) {
    return workflows.query(search.query().after(cursor)).map(WorkflowContext::of);
  }

  /** How many contexts match. */
  public long count(ContextSearch search) {
    return workflows.count(search.filter());
  }

  /**
   * A context as it was at a version.
   *
   * @throws CairnException.NotFound when there is no such version
   * @throws CairnException.Gone when it has been pruned
   */
  public WorkflowContext version(InstanceId id, long number) {
    return WorkflowContext.of(cairn.history().at(id, number));
  }

  /** The versions of a context that match, a page of them. */
  public Page<VersionEntry> versions(InstanceId id, VersionQuery query) {
    return cairn.history().versions(id, query);
  }

  /** How many versions a context has. */
  public long countVersions(InstanceId id) {
    return cairn.history().count(id);
  }

  /**
   * Every version of every context of a story, oldest first. All of them: where there may be many
   * thousands, page through {@link #versions(InstanceId, VersionQuery)} instead.
   */
  public List<ContextVersion> versions(Object epic, Object story) {
    var search = ContextSearch.all().epic(Json.of(epic)).story(story).pageSize(100);
    var versions = new ArrayList<ContextVersion>();
    var page = scroll(search);
    page.items().forEach(it -> addVersions(it.id(), versions));
    while (page.next().isPresent()) {
      page = scroll(search, page.next().get());
      page.items().forEach(it -> addVersions(it.id(), versions));
    }
    versions.sort(ContextVersion.OLDEST_FIRST);
    return List.copyOf(versions);
  }

  private void addVersions(InstanceId id, List<ContextVersion> versions) {
    var query = VersionQuery.all().limit(VersionQuery.LIMIT_MAX);
    var page = versions(id, query);
    page.items().forEach(entry -> versions.add(new ContextVersion(id, entry)));
    while (page.next().isPresent()) {
      page = versions(id, query.after(page.items().getLast().version()));
      page.items().forEach(entry -> versions.add(new ContextVersion(id, entry)));
    }
  }
}
