package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Rejected;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Limits;
import dev.cairn.Move.Verb;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.Warning;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Head;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides requests one after another, each on what those before it left. */
final class Decisions {
  private final Registry registry;
  private final InstantSource clock;
  private final Limits limits;
  private final Options options;

  Decisions(Registry registry, Options options) {
    this.registry = registry;
    this.clock = options.clock();
    this.limits = options.limits();
    this.options = options;
  }

  /** How far the heads can be believed that are decided on. */
  enum Heads {
    /** Others may have written since: a no must be asked again. */
    REMEMBERED,
    /** They are the truth, but a key may have been used before. */
    CONFIRMED_BUT_KEYS,
    /** They are the truth, and keys were looked up. */
    CONFIRMED
  }

  /** Adds to the chain what the request makes, and promises its answer. */
  void decide(Waiter work, Chain chain, Heads heads) {
    var request = work.request();
    try {
      answer(request, chain)
          .filter(result -> isFinal(result, request, heads))
          .ifPresent(work::promise);
    } catch (CairnException failure) {
      if (isFinal(request, heads)) {
        work.fail(failure);
      }
    }
  }

  private static boolean isFinal(CommitResult result, Request request, Heads heads) {
    return result instanceof CommitResult.Committed
        || result instanceof CommitResult.Repeated
        || isFinal(request, heads);
  }

  private static boolean isFinal(Request request, Heads heads) {
    return switch (heads) {
      case REMEMBERED -> false;
      case CONFIRMED_BUT_KEYS -> request.commit().key().isEmpty();
      case CONFIRMED -> true;
    };
  }

  private Optional<CommitResult> answer(Request request, Chain chain) {
    var rival = request.key().flatMap(key -> chain.key(key.text()));
    if (rival.isPresent()) {
      // The same key twice in one group: once the first is durable, the next round finds it.
      return Optional.empty();
    }
    return Optional.of(
        request.creation().isPresent()
            ? create(request, chain, request.creation().get())
            : change(request, chain));
  }

  private CommitResult create(Request request, Chain chain, Internal.Create create) {
    if (chain.head().isPresent()) {
      throw new CairnException.AlreadyExists(
          "already_exists",
          "there is an instance " + request.id() + " already",
          "choose another id, or none");
    }
    var blueprint = registry.blueprint(create.origin());
    var reasons = blueprint.violations(create.state());
    if (request.kind() == Kind.CREATE && !reasons.isEmpty()) {
      return new Rejected(reasons);
    }
    var now = create.origin().createdAt();
    return switch (first(request, create, blueprint, now)) {
      case Decision.Refused it -> new Rejected(it.reasons());
      case Decision.Next it ->
          committed(chain.begin(request, create, it, now), chain, it.warnings());
    };
  }

  /** The first version: the creation, and what was asked to happen together with it. */
  private Decision first(
      Request request, Internal.Create create, Blueprint blueprint, Instant now) {
    var more = request.commit().mutations().stream().skip(1).toList();
    if (more.isEmpty()) {
      return new Decision.Next(
          create.state(), List.of(create), List.of(create.state().status()), List.of());
    }
    var setting = new Decider.Setting(create.origin(), 1, now());
    return switch (Decider.decide(create.state(), more, blueprint, limits, now, setting)) {
      case Decision.Refused it -> it;
      case Decision.Next it -> {
        var recorded = new ArrayList<Mutation>(List.of(create));
        recorded.addAll(it.recorded());
        yield new Decision.Next(it.state(), recorded, it.statuses(), it.warnings());
      }
    };
  }

  private CommitResult change(Request request, Chain chain) {
    var head = chain.head().filter(it -> !it.instance().isDeleted());
    if (head.isEmpty()) {
      throw CairnException.NotFound.instance(request.id());
    }
    var refusal = refusal(request, head.get());
    return refusal.isPresent() ? refusal.get() : commit(request, chain);
  }

  private Optional<CommitResult> refusal(Request request, Head head) {
    var instance = head.instance();
    var fence = request.commit().fence();
    if (fence.isPresent() && fence.get().isOlderThan(head.fence())) {
      return Optional.of(new CommitResult.Fenced(head.fence()));
    }
    if (!request.expects(instance.version())) {
      return Optional.of(conflict(request, instance));
    }
    return request
        .verb()
        .flatMap(verb -> Verbs.problem(verb, instance.status()))
        .map(problem -> illegal(problem, instance.status()));
  }

  /** A conflict; what differs is filled in later, outside the line. */
  static CommitResult conflict(Request request, Instance current) {
    OptionalLong expected = request.commit().expectedVersion();
    return new CommitResult.Conflict(expected.orElse(current.version()), current, List.of());
  }

  private static CommitResult illegal(String problem, Status met) {
    return new Rejected(
        List.of(
            new Reason(-1, Reason.Code.INVALID_TRANSITION, problem, Optional.of(met.toString()))));
  }

  private static CommitResult rejected(Reason.Code code, String detail) {
    return new Rejected(List.of(new Reason(-1, code, detail, Optional.empty())));
  }

  private CommitResult commit(Request request, Chain chain) {
    var behind = registry.migrations().behind(chain.head().orElseThrow().instance());
    if (behind.isPresent() && request.kind() == Kind.COMMIT) {
      return rejected(Reason.Code.UNKNOWN_SCHEMA_VERSION, behind.get());
    }
    var migration =
        request.kind() == Kind.COMMIT || request.kind() == Kind.MIGRATE
            ? migrate(request, chain)
            : Optional.<CommitResult>empty();
    boolean done = request.kind() == Kind.MIGRATE || migration.orElse(null) instanceof Rejected;
    return done && migration.isPresent() ? migration.get() : change(request, chain, limits);
  }

  private CommitResult change(Request request, Chain chain, Limits limits) {
    var met = chain.head().orElseThrow().instance();
    var now = now(met);
    var blueprint = registry.blueprint(met);
    return switch (Decider.decide(
        met.state(),
        mutations(request, met, blueprint, now),
        blueprint,
        limits,
        now,
        setting(met))) {
      case Decision.Refused it -> new Rejected(it.reasons());
      case Decision.Next it ->
          isUnwanted(request, met, it)
              ? rejected(Reason.Code.UNCHANGED, "the commit changes nothing")
              : committed(
                  chain.add(request, request.kind(), it, now),
                  chain,
                  warnings(request, met, it, now));
    };
  }

  private boolean isUnwanted(Request request, Instance met, Decision.Next next) {
    return request.kind() == Kind.COMMIT
        && options.unchanged() == Options.Unchanged.REFUSE
        && next.state().equals(met.state());
  }

  /**
   * Brings a state to the schema version of today, each step a commit of its own; empty when it is
   * there already.
   */
  Optional<CommitResult> migrate(Request request, Chain chain) {
    var result = Optional.<CommitResult>empty();
    var met = chain.head().orElseThrow().instance();
    var step = registry.migrations().next(met);
    while (step.isPresent() && !met.status().isTerminal()) {
      var now = now(met);
      var blueprint = registry.blueprint(met.origin(), met.state().schemaVersion() + 1);
      switch (Decider.decide(met.state(), step.get(), blueprint, limits, now, setting(met))) {
        case Decision.Refused it -> {
          return Optional.of(new Rejected(it.reasons()));
        }
        case Decision.Next it ->
            result =
                Optional.of(
                    committed(chain.add(request, Kind.MIGRATE, it, now), chain, it.warnings()));
      }
      met = chain.head().orElseThrow().instance();
      step = registry.migrations().next(met);
    }
    return result;
  }

  private Decider.Setting setting(Instance met) {
    return new Decider.Setting(met.origin(), met.version() + 1, now());
  }

  private List<Mutation> mutations(
      Request request, Instance met, Blueprint blueprint, Instant now) {
    var hook = options.refreshHooks().get(met.definitionId());
    var wanted = asTheFlowGoes(request, blueprint);
    if (request.verb().equals(Optional.of(Verb.RESUME)) && isStale(met, now) && hook != null) {
      var all = new ArrayList<>(wanted);
      all.add(new Mutation.ChangeContext(hook));
      return all;
    }
    return wanted;
  }

  /** Where the engine runs the steps, a call of the life cycle moves more than the status. */
  private static List<Mutation> asTheFlowGoes(Request request, Blueprint blueprint) {
    var wanted = request.commit().mutations();
    if (blueprint.flow().isEmpty() || request.verb().isEmpty()) {
      return wanted;
    }
    var flow = blueprint.flow().get();
    return switch (request.verb().get()) {
      case START, PAUSE -> wanted;
      case RESUME -> List.of(new Internal.Derive(JsonObject.empty(), flow.resume()));
      case CANCEL -> List.of(new Internal.Derive(JsonObject.empty(), flow.cancel()));
    };
  }

  /** Strictly more than a day. */
  private static boolean isStale(Instance met, Instant now) {
    return met.state()
        .pausedAt()
        .filter(at -> Duration.between(at, now).compareTo(Options.STALE_AFTER) > 0)
        .isPresent();
  }

  private List<Warning> warnings(Request request, Instance met, Decision.Next next, Instant now) {
    if (request.verb().equals(Optional.of(Verb.RESUME)) && isStale(met, now)) {
      var warnings = new ArrayList<>(next.warnings());
      warnings.add(
          new Warning("stale_context", "paused for more than 24 hours: the context may be stale"));
      return warnings;
    }
    return next.warnings();
  }

  private static CommitResult committed(
      dev.cairn.Receipt receipt, Chain chain, List<Warning> warnings) {
    return new CommitResult.Committed(receipt, chain.head().orElseThrow().instance(), warnings);
  }

  private Instant now() {
    return Times.truncate(clock.instant());
  }

  /** Commit times never go backwards on an instance, whatever the clock does. */
  private Instant now(Instance met) {
    var now = now();
    return now.isAfter(met.updatedAt()) ? now : met.updatedAt();
  }
}
