package dev.cairn.context;

import dev.cairn.CairnException;
import java.util.List;

/** How saving many at once was answered: all of it, or none. */
public sealed interface BatchSave {

  /** Every member is durable; the contexts as saved, in the order of the members. */
  record Saved(List<WorkflowContext> contexts) implements BatchSave {
    public Saved {
      contexts = List.copyOf(contexts);
    }
  }

  /** Nothing was stored, because of the member at {@code index}, from 0. */
  record Refused(int index, CairnException why) implements BatchSave {}

  /**
   * The contexts of a batch that was saved.
   *
   * @throws CairnException when it was not
   */
  default List<WorkflowContext> orThrow() {
    return switch (this) {
      case Saved it -> it.contexts();
      case Refused it -> throw it.why();
    };
  }
}
