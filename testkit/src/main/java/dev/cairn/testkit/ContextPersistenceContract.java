package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import org.junit.jupiter.api.Nested;

/**
 * What the persistence of contexts must do. Whoever implements {@link Cairn} extends it and opens
 * one.
 */
public abstract class ContextPersistenceContract {

  /** Opens Cairn over a store that holds nothing. */
  public abstract Cairn open(Options options);

  @Nested
  class Saving extends ContextSaveContract {
    @Override
    CairnHome home() {
      return new FreshHome(ContextPersistenceContract.this::open);
    }
  }

  @Nested
  class Batching extends ContextBatchContract {
    @Override
    CairnHome home() {
      return new FreshHome(ContextPersistenceContract.this::open);
    }
  }

  @Nested
  class Finding extends ContextSearchContract {
    @Override
    CairnHome home() {
      return new FreshHome(ContextPersistenceContract.this::open);
    }
  }

  @Nested
  class Remembering extends ContextVersionContract {
    @Override
    CairnHome home() {
      return new FreshHome(ContextPersistenceContract.this::open);
    }
  }

  @Nested
  class Racing extends ContextRaceContract {
    @Override
    CairnHome home() {
      return new FreshHome(ContextPersistenceContract.this::open);
    }
  }
}
