package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Mutation;
import dev.cairn.Status;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What takes one value of a context to another, as mutations. */
final class Changes {
  private final WorkflowContext before;
  private final WorkflowContext after;
  private final List<Mutation> mutations = new ArrayList<>();

  private Changes(WorkflowContext before, WorkflowContext after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The mutations, transitions last: what has ended does not change any more.
   *
   * @throws CairnException.Invalid when the definition differs, or the output of a step is gone
   */
  static List<Mutation> between(WorkflowContext before, WorkflowContext after) {
    var changes = new Changes(before, after);
    changes.checkWhatStays();
    changes.addContext();
    changes.addStepData();
    changes.addTags();
    changes.addAttributes();
    changes.addTransitions();
    return changes.mutations;
  }

  private void checkWhatStays() {
    if (!before.definitionId().equalsIgnoreCase(after.definitionId())) {
      throw new CairnException.Invalid(
          "definition_changed",
          "a context of '" + before.definitionId() + "' cannot become one of another definition",
          "save a new context");
    }
    for (var step : before.stepData().keys()) {
      if (!after.stepData().has(step)) {
        throw new CairnException.Invalid(
            "step_data_removed",
            "the output of step '" + step + "' is missing",
            "outputs are replaced, not taken back; restore an earlier version instead");
      }
    }
  }

  private void addContext() {
    if (!before.context().equals(after.context())) {
      mutations.add(new Mutation.PatchContext(JsonPatch.diff(before.context(), after.context())));
    }
  }

  private void addStepData() {
    changed(before.stepData(), after.stepData())
        .forEach((step, data) -> mutations.add(new Mutation.SetStepData(step, data)));
  }

  private void addTags() {
    var added = without(after.tags(), before.tags());
    var removed = without(before.tags(), after.tags());
    if (!removed.isEmpty()) {
      mutations.add(new Mutation.RemoveTags(removed));
    }
    if (!added.isEmpty()) {
      mutations.add(new Mutation.AddTags(added));
    }
  }

  private void addAttributes() {
    var removed = new TreeSet<>(before.attributes().keys());
    removed.removeAll(after.attributes().keys());
    if (!removed.isEmpty()) {
      mutations.add(new Mutation.RemoveAttributes(removed));
    }
    var changed = changed(before.attributes(), after.attributes());
    if (!changed.isEmpty()) {
      mutations.add(new Mutation.SetAttributes(changed));
    }
  }

  /**
   * A context that was never started may be saved as paused or ended: the start rides along. No
   * other status is passed over, so that nobody's pending approval is.
   */
  private void addTransitions() {
    if (before.status() == after.status()) {
      return;
    }
    if (before.status() == Status.CREATED && Status.RUNNING.canBecome(after.status())) {
      mutations.add(new Mutation.Transition(Status.RUNNING));
    }
    mutations.add(new Mutation.Transition(after.status()));
  }

  /** The members of {@code after} that {@code before} lacks or has otherwise. */
  private static JsonObject changed(JsonObject before, JsonObject after) {
    var changed = JsonObject.builder();
    after.forEach((key, value) -> {
      if (!before.get(key).equals(java.util.Optional.of(value))) {
        changed.put(key, value);
      }
    });
    return changed.build();
  }

  private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> these) {
    var rest = new TreeSet<>(all);
    rest.removeAll(these);
    return rest;
  }
}
