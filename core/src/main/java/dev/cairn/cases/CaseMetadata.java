package dev.cairn.cases;

import dev.cairn.Instance;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about a case beside its data.
 *
 * @param startTime when it was first Running
 * @param more what callers keep beside the step count
 */
public record CaseMetadata(
    long stepCount, Optional<Instant> startTime, Instant lastCommitTime, JsonObject more) {

  static CaseMetadata of(Instance instance) {
    var state = instance.state();
    return new CaseMetadata(
        state.stepCount(),
        state.startedAt(),
        instance.updatedAt(),
        state.metadata().without("stepCount"));
  }
}
