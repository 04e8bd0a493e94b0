package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import org.junit.jupiter.api.Nested;

/**
 * What the atomic commit protocol must do. Whoever implements {@link Cairn} extends it and opens
 * one.
 */
public abstract class CaseStateContract {

  /** Opens Cairn over a store that holds nothing. */
  public abstract Cairn open(Options options);

  @Nested
  class Committing extends CaseCommitContract {
    @Override
    CairnHome home() {
      return new FreshHome(CaseStateContract.this::open);
    }
  }

  @Nested
  class Branching extends CaseScopeContract {
    @Override
    CairnHome home() {
      return new FreshHome(CaseStateContract.this::open);
    }
  }

  @Nested
  class Keeping extends CaseSnapshotContract {
    @Override
    CairnHome home() {
      return new FreshHome(CaseStateContract.this::open);
    }
  }
}
