package dev.cairn.kernel;

import dev.cairn.Draft;
import dev.cairn.Limits;
import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Origin;
import dev.cairn.Reason;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Warning;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides a commit: what it makes of a state, or every reason why it may not. Pure; each mutation
 * is judged against the state as those before it leave it, and one that is refused is passed over.
 */
final class Decider implements Draft {
  private final Blueprint blueprint;
  private final Limits limits;
  private final Instant now;
  private final Setting setting;
  private final List<Reason> reasons = new ArrayList<>();
  private final List<Mutation> recorded = new ArrayList<>();
  private final List<Status> statuses = new ArrayList<>();
  private State state;
  private State beforeMutation;

  /** Of which instance a commit is decided, and when by the store's clock. */
  record Setting(Origin origin, long version, Instant now) {}

  private Decider(State met, Blueprint blueprint, Limits limits, Instant now, Setting setting) {
    this.setting = setting;
    this.state = met;
    this.beforeMutation = met;
    this.blueprint = blueprint;
    this.limits = limits;
    this.now = now;
    statuses.add(met.status());
  }

  static Decision decide(
      State met,
      List<Mutation> mutations,
      Blueprint blueprint,
      Limits limits,
      Instant now,
      Setting setting) {
    var decider = new Decider(met, blueprint, limits, now, setting);
    decider.checkCommit(mutations);
    for (int index = 0; index < mutations.size(); index++) {
      decider.add(index, mutations.get(index));
    }
    decider.noteWhoIsLeft(met, mutations);
    decider.checkResult(met);
    return decider.reasons.isEmpty()
        ? new Decision.Next(
            decider.state, decider.recorded, decider.statuses, decider.warnings(mutations.size()))
        : new Decision.Refused(List.copyOf(decider.reasons));
  }

  private void checkCommit(List<Mutation> mutations) {
    if (mutations.size() > limits.mutationsMax()) {
      refuse(
          Reason.Code.TOO_MANY_MUTATIONS,
          mutations.size() + " mutations, more than " + limits.mutationsMax());
    }
    if (mutations.isEmpty() && state.status().isTerminal()) {
      refuse(Reason.Code.TERMINAL, "a " + state.status() + " instance does not change any more");
    }
  }

  private void add(int index, Mutation mutation) {
    var problem = Rules.check(index, state, mutation);
    if (problem.isPresent()) {
      reasons.add(problem.get());
      return;
    }
    beforeMutation = state;
    switch (mutation) {
      case ChangeContext it -> change(index, it);
      case MoveTo it -> moveTo(index, it);
      case Transition it -> transition(it);
      case Internal.Derive it -> derive(index, it);
      default -> record(mutation);
    }
    keepWithin(index);
  }

  /** A few patches can make a document that takes for ever to look at: measure before going on. */
  private void keepWithin(int index) {
    if (state.json().byteCount() > limits.stateMaxBytes()) {
      reasons.add(
          new Reason(
              index,
              Reason.Code.STATE_TOO_LARGE,
              "the state would have more than " + limits.stateMaxBytes() + " bytes",
              Optional.empty()));
      state = beforeMutation;
    }
  }

  private void record(Mutation mutation) {
    state = Apply.apply(state, mutation, now);
    recorded.add(mutation);
    if (state.status() != statuses.getLast()) {
      statuses.add(state.status());
    }
  }

  /** Running at step 0 does not exist: the start is also the move to the first step. */
  private void transition(Transition it) {
    record(it);
    if (it.to() == Status.RUNNING && state.currentStep() == 0) {
      record(blueprint.firstStep());
      blueprint.flow().ifPresent(flow -> flow.begin().on(this));
    }
  }

  private void derive(int index, Internal.Derive it) {
    int before = reasons.size();
    it.intent().on(this);
    // Positions of mutations that the caller never saw would tell it nothing.
    reasons
        .subList(before, reasons.size())
        .replaceAll(why -> new Reason(index, why.code(), why.detail(), why.id()));
  }

  @Override
  public Origin origin() {
    return setting.origin();
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public long version() {
    return setting.version();
  }

  @Override
  public Instant now() {
    return setting.now();
  }

  @Override
  public void add(Mutation mutation) {
    add(-1, mutation);
  }

  @Override
  public void refuse(Reason reason) {
    reasons.add(reason);
  }

  /** An intent has seen to it; whoever commits tokens by hand knows nothing of other instances. */
  private void noteWhoIsLeft(State met, List<Mutation> mutations) {
    boolean byHand = mutations.stream().noneMatch(it -> it instanceof Internal.Derive);
    if (byHand && state.deletedAt().isEmpty()) {
      blueprint.flow().ifPresent(flow -> flow.left(met).on(this));
    }
  }

  private void moveTo(int index, MoveTo it) {
    var resolved = blueprint.resolve(it);
    if (resolved.isPresent()) {
      record(resolved.get());
      return;
    }
    var name = it.stepId().orElse("at " + it.position());
    reasons.add(
        new Reason(
            index,
            Reason.Code.STEP_NOT_FOUND,
            "the definition has no step '" + name + "'",
            it.stepId()));
  }

  private void change(int index, ChangeContext it) {
    try {
      if (it.change().apply(state.context()) instanceof JsonObject after) {
        record(new PatchContext(JsonPatch.diff(state.context(), after)));
        return;
      }
      reasons.add(invalidContext(index, "the function returned no object"));
    } catch (JsonException problem) {
      reasons.add(invalidContext(index, String.valueOf(problem.getMessage())));
    } catch (RuntimeException thrown) {
      // The caller's own code: whatever it throws is its answer, and must not harm other commits.
      reasons.add(invalidContext(index, "the function threw " + thrown));
    }
  }

  private static Reason invalidContext(int index, String detail) {
    return new Reason(index, Reason.Code.INVALID_CONTEXT, detail, Optional.empty());
  }

  private void checkResult(State met) {
    // A tombstone has no context that could fit: what must have a title can be deleted, too.
    boolean ends = state.deletedAt().isPresent();
    if (!ends && !state.context().equals(met.context())) {
      reasons.addAll(blueprint.violations(state));
    }
    reasons.addAll(sizeReasons(state, limits));
  }

  /** Why a state is too large to be kept. */
  static List<Reason> sizeReasons(State state, Limits limits) {
    var reasons = new ArrayList<Reason>();
    long size = state.json().byteCount();
    if (size > limits.stateMaxBytes()) {
      reasons.add(
          tooLarge("the state would have " + size + " bytes, more than " + limits.stateMaxBytes()));
    }
    if (state.json().depth() - 1 > limits.depthMax()) {
      reasons.add(tooLarge("the state would nest deeper than " + limits.depthMax() + " levels"));
    }
    return reasons;
  }

  private static Reason tooLarge(String detail) {
    return new Reason(-1, Reason.Code.STATE_TOO_LARGE, detail, Optional.empty());
  }

  private void refuse(Reason.Code code, String detail) {
    reasons.add(new Reason(-1, code, detail, Optional.empty()));
  }

  private List<Warning> warnings(int mutations) {
    var warnings = new ArrayList<Warning>();
    if (mutations > limits.mutationsWarn()) {
      warnings.add(new Warning("large_buffer", mutations + " mutations in one commit"));
    }
    if (state.json().byteCount() > limits.stateWarnBytes()) {
      warnings.add(new Warning("large_state", state.json().byteCount() + " bytes"));
    }
    return warnings;
  }
}
