package dev.cairn.flow;

import dev.cairn.CairnException;
import dev.cairn.Decision;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Reason;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Approvals: votes are kept in the state until there are enough, or one is against. */
final class Approvals {
  static final String PREFIX = "approval:";
  private static final String VOTES = "votes";
  private static final String ESCALATED = "escalated";

  private final Turn turn;

  Approvals(Turn turn) {
    this.turn = turn;
  }

  /** The token that waits for an approval, whose id is the name of its visit. */
  static Optional<Spot> waiting(State state, String approvalId) {
    return Spot.all(state).stream()
        .filter(it -> it.waitsFor("approval") && it.visit().equals(approvalId))
        .findFirst();
  }

  static JsonObject kept(State state, Spot spot) {
    return state.work().get(PREFIX + spot.visit()).map(Json::asObject).orElse(JsonObject.empty());
  }

  static JsonArray votes(State state, Spot spot) {
    return kept(state, spot).get(VOTES).map(Json::asArray).orElse(JsonArray.empty());
  }

  /** The roles of which a decider must have one, now. */
  static Set<String> roles(State state, Spot spot, Action.Approval approval) {
    return kept(state, spot).has(ESCALATED) ? approval.escalateTo() : approval.roles();
  }

  /**
   * Counts a decision.
   *
   * @param seen what the decider looked at: context and outputs must still be the same
   */
  void decide(String approvalId, Decision decision, String actor, Instance seen) {
    var waiting = waiting(turn.state(), approvalId);
    if (waiting.isEmpty() || turn.state().status() == Status.PAUSED) {
      turn.refuse(
          Reason.Code.NOT_WAITING, "no approval '" + approvalId + "' waits here", approvalId);
      return;
    }
    var spot = waiting.get();
    var approval = (Action.Approval) turn.node(spot).action();
    checkMay(actor, decision.roles(), approval, spot);
    if (hasMoved(seen)) {
      turn.refuse(
          Reason.Code.STALE_APPROVAL,
          "context or outputs changed since version " + seen.version() + ", which was looked at",
          approvalId);
    } else if (hasVoted(spot, actor)) {
      turn.refuse(Reason.Code.ALREADY_DECIDED, actor + " has decided already", approvalId);
    } else {
      count(spot, approval, decision, actor);
    }
  }

  private void checkMay(String actor, Set<String> has, Action.Approval approval, Spot spot) {
    var roles = roles(turn.state(), spot, approval);
    boolean byRole = roles.isEmpty() || !Collections.disjoint(roles, has);
    boolean byName = approval.approvers().isEmpty() || approval.approvers().contains(actor);
    if (!byRole || !byName) {
      throw new CairnException.Forbidden(
          actor + " may not decide '" + spot.step() + "'",
          "ask one of " + (byRole ? approval.approvers() : roles));
    }
  }

  private boolean hasMoved(Instance seen) {
    return !turn.state().context().equals(seen.context())
        || !turn.state().stepData().equals(seen.stepData());
  }

  private boolean hasVoted(Spot spot, String actor) {
    return votes(turn.state(), spot).items().stream()
        .anyMatch(vote -> vote.asObject().require("by").asString().equals(actor));
  }

  private void count(Spot spot, Action.Approval approval, Decision decision, String actor) {
    var vote = vote(decision, actor);
    switch (decision.kind()) {
      case REJECT -> reject(spot, approval, decision.reason(), JsonArray.of(vote));
      case APPROVE -> approve(spot, approval, votes(turn.state(), spot).append(vote));
      case MODIFY -> {
        // Those who approved before approved something else.
        turn.draft.add(new Mutation.MergeContext(decision.data()));
        approve(spot, approval, JsonArray.of(vote));
      }
    }
  }

  private JsonObject vote(Decision decision, String actor) {
    var vote =
        JsonObject.of(
            "by",
            actor,
            "decision",
            decision.kind().toString(),
            "at",
            Times.format(turn.draft.now()));
    var reason = decision.reason();
    return reason.isPresent() ? vote.with("reason", Json.of(reason.get())) : vote;
  }

  private void approve(Spot spot, Action.Approval approval, JsonArray votes) {
    if (votes.size() >= approval.quorum()) {
      turn.complete(spot, JsonObject.of("decision", "approved", VOTES, votes));
    } else {
      keep(spot, kept(turn.state(), spot).with(VOTES, votes));
    }
  }

  private void keep(Spot spot, JsonObject record) {
    turn.draft.add(new Internal.SetWork(PREFIX + spot.visit(), record));
  }

  private void reject(
      Spot spot, Action.Approval approval, Optional<String> reason, JsonArray votes) {
    var why = reason.orElse("rejected");
    if (approval.onReject().isEmpty()) {
      turn.fail(spot, turn.error("rejected", why, spot.step()));
      return;
    }
    Node next = turn.program.find(approval.onReject().get()).orElseThrow();
    turn.draft.add(
        new Mutation.SetStepData(
            spot.outputKey(), JsonObject.of("decision", "rejected", "reason", why, VOTES, votes)));
    turn.jump(spot, next);
  }

  /** Nobody decided in time. */
  void expire(Spot spot) {
    var approval = (Action.Approval) turn.node(spot).action();
    boolean escalated = kept(turn.state(), spot).has(ESCALATED);
    switch (approval.onExpiry()) {
      case REJECT -> reject(spot, approval, Optional.of("expired"), JsonArray.empty());
      case FAIL -> turn.fail(spot, expired(spot));
      case ESCALATE -> {
        if (escalated) {
          turn.fail(spot, expired(spot));
        } else {
          keep(spot, kept(turn.state(), spot).with(ESCALATED, Json.of(true)));
          approval.deadline().ifPresent(it -> turn.timer("deadline", spot.token(), it));
        }
      }
      case PAUSE -> pause();
    }
  }

  private Json expired(Spot spot) {
    return turn.error("approval_expired", "nobody decided in time", spot.step());
  }

  private void pause() {
    if (turn.state().status() != Status.RUNNING) {
      turn.draft.add(new Mutation.Transition(Status.RUNNING));
    }
    turn.draft.add(new Mutation.Transition(Status.PAUSED));
  }
}
