package dev.cairn;

import java.util.List;

/** How a batch was answered: all of it, or none. */
public sealed interface BatchResult {
  /** Every member is durable; the instances in the order of the members. */
  record Committed(List<Instance> instances) implements BatchResult {}

  /** Nothing was stored, because of the member at {@code index}, from 0. */
  record Refused(int index, CommitResult why) implements BatchResult {}

  /** Nothing was stored, because the member at {@code index} asks for what cannot be. */
  record Failed(int index, CairnException why) implements BatchResult {}

  /**
   * The instances of a batch that was made.
   *
   * @throws CairnException when it was not
   */
  default List<Instance> orThrow() {
    return switch (this) {
      case Committed it -> it.instances();
      case Failed it -> throw it.why();
      case Refused it -> {
        it.why().orThrow();
        throw new IllegalStateException("a batch was refused by a member that was committed");
      }
    };
  }
}
