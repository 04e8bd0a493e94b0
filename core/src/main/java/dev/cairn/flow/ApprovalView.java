package dev.cairn.flow;

import dev.cairn.State;
import dev.cairn.definition.Action;
import dev.cairn.json.JsonArray;
import java.util.Set;

/** What readers see of an approval that waits. */
public final class ApprovalView {
  private ApprovalView() {}

  /** The roles of which a decider must have one, now. */
  public static Set<String> roles(State state, Spot spot, Action.Approval approval) {
    return Approvals.roles(state, spot, approval);
  }

  /** The votes so far. */
  public static JsonArray votes(State state, Spot spot) {
    return Approvals.votes(state, spot);
  }
}
