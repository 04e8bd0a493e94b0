package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import org.junit.jupiter.api.Nested;

/**
 * What JSON state under concurrency control must do. Whoever implements {@link Cairn} extends it
 * and opens one.
 */
public abstract class WorkflowStateServiceContract {

  /** Opens Cairn over a store that holds nothing. */
  public abstract Cairn open(Options options);

  @Nested
  class Updating extends StateUpdateContract {
    @Override
    CairnHome home() {
      return new FreshHome(WorkflowStateServiceContract.this::open);
    }
  }

  @Nested
  class Querying extends StateQueryContract {
    @Override
    CairnHome home() {
      return new FreshHome(WorkflowStateServiceContract.this::open);
    }
  }

  @Nested
  class Proving extends StateProofContract {
    @Override
    CairnHome home() {
      return new FreshHome(WorkflowStateServiceContract.this::open);
    }
  }
}
