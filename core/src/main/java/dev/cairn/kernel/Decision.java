package dev.cairn.kernel;

import dev.cairn.Mutation;
import dev.cairn.Reason;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Warning;
import java.util.List;

/** What {@link Decider#decide} makes of a commit. */
sealed interface Decision {

  /**
   * It is legal.
   *
   * @param recorded what to store: functions as patches, steps with their positions
   * @param statuses those gone through, first the one met
   */
  record Next(State state, List<Mutation> recorded, List<Status> statuses, List<Warning> warnings)
      implements Decision {}

  /** It is not; every reason, in order. */
  record Refused(List<Reason> reasons) implements Decision {}
}
