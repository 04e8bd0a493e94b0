package dev.cairn.definition;

import dev.cairn.Filter;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A step that runs.
 *
 * @param ip its number among all steps of the definition, nested ones included, from 1
 * @param when the condition without which it is passed over
 * @param next the step beside it that follows; the next in order when empty
 */
public record Node(
    int ip,
    String id,
    String name,
    Action action,
    Set<Leave> leave,
    Retry retry,
    Optional<Duration> timeout,
    Optional<Filter> when,
    Optional<String> next,
    Optional<Undo> compensate,
    Optional<JsonObject> inputSchema,
    Optional<JsonObject> outputSchema) {

  /** How the workflow may go on without the step. */
  public enum Leave {
    /** Its failure is passed over. */
    OPTIONAL,
    /** An operator may skip it. */
    SKIPPABLE
  }

  public boolean isOptional() {
    return leave.contains(Leave.OPTIONAL);
  }

  public boolean canBeSkipped() {
    return !leave.isEmpty();
  }
}
