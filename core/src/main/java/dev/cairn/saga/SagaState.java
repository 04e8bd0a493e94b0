package dev.cairn.saga;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Progress;
import dev.cairn.Progress.StepProgress;
import dev.cairn.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Where a saga is.
 *
 * @param status {@code pending}, {@code executing}, {@code completed}, {@code failed}, {@code
 *     compensating}, {@code compensated} or {@code compensation_failed}
 * @param error the first error, which is why it failed
 */
public record SagaState(
    InstanceId id,
    String name,
    String status,
    List<StepProgress> steps,
    Optional<Json> error,
    Instance instance) {

  static SagaState of(Progress progress) {
    var instance = progress.instance();
    return new SagaState(
        instance.id(),
        instance.definitionId(),
        progress.saga(),
        progress.steps(),
        instance.state().error(),
        instance);
  }

  /** Whether nothing more happens. */
  public boolean hasEnded() {
    return instance.status().isTerminal();
  }
}
