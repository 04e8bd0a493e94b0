package dev.cairn.json;

import java.util.List;

/**
 * A change of a document, as RFC 6902 writes it: all of its operations, one after another, or none.
 *
 * @param operations what to do, in order
 */
public record JsonPatch(List<Operation> operations) {
  /** Copies the operations. */
  public JsonPatch {
    operations = List.copyOf(operations);
  }

  /** One step of a patch. */
  public sealed interface Operation {
    /** The place that changes, or is tested. */
    JsonPointer path();
  }

  /** Sets a member, inserts an array item ({@code -} is behind the last), or takes the root. */
  public record Add(JsonPointer path, Json value) implements Operation {}

  /** Removes what must be there; the root cannot be removed. */
  public record Remove(JsonPointer path) implements Operation {}

  /** Puts a value where there must be one already. */
  public record Replace(JsonPointer path, Json value) implements Operation {}

  /** Removes the value at {@code from} and adds it at {@code path}, which may not be inside. */
  public record Move(JsonPointer from, JsonPointer path) implements Operation {}

  /** Adds the value that is at {@code from}. */
  public record Copy(JsonPointer from, JsonPointer path) implements Operation {}

  /** Refuses the whole patch unless the value there is equal. */
  public record Test(JsonPointer path, Json value) implements Operation {}

  /**
   * Reads the array of operations that RFC 6902 describes. Members it does not name are ignored.
   *
   * @throws JsonException with code {@code bad_patch}, naming the operation, counted from 0
   */
  public static JsonPatch parse(Json json) {
    return PatchFormat.read(json);
  }

  /**
   * A small patch that turns {@code before} into {@code after}. Objects are compared member by
   * member, arrays by what is left between their equal beginning and end.
   */
  public static JsonPatch diff(Json before, Json after) {
    return PatchDiff.between(before, after);
  }

  /** The array of operations that RFC 6902 describes. */
  public Json toJson() {
    return PatchFormat.write(this);
  }

  /** Whether this changes and tests nothing. */
  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /**
   * The changed document; what did not change is shared with {@code document}.
   *
   * @throws JsonException with code {@code patch_failed} if an operation cannot be done, or {@code
   *     too_deep}; naming the operation, counted from 0, its path and the reason
   */
  public Json apply(Json document) {
    Json changed = document;
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      try {
        changed = PatchStep.apply(operation, changed);
      } catch (JsonException e) {
        throw e.at(
            "operation %d, %s %s"
                .formatted(
                    i,
                    PatchFormat.name(operation),
                    JsonException.quote(operation.path().toString())));
      }
    }
    return changed;
  }
}
