package dev.cairn.testkit;

import dev.cairn.store.Store;
import org.junit.jupiter.api.Nested;

/**
 * What every store must do. A store's author extends it, opens stores, and runs it:
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *   @Override
 *   public Store open() {
 *     return new MyStore(freshPlace());
 *   }
 *   …
 * }
 * }</pre>
 *
 * <p>Every test opens a store of its own and closes it. No kernel is involved.
 */
public abstract class StoreContract implements StoreHome {

  /** Opens a store that holds nothing. */
  @Override
  public abstract Store open();

  /**
   * Closes a store and opens what it has kept. A store that keeps nothing beyond itself is given
   * back as it is.
   */
  @Override
  public abstract Store reopen(Store store);

  @Nested
  class Appending extends AppendContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class AppendingTogether extends AppendTogetherContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Racing extends AppendRaceContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Leasing extends LeaseContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Heads extends HeadContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Revisions extends RevisionContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Keeping extends SnapshotContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Folding extends FoldContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Filtering extends FilterContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class FilteringByValue extends ValueFilterContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class FilteringAtRandom extends RandomFilterContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Paging extends PageContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Counting extends StatisticsContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class Cataloguing extends CatalogContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class LettingIn extends AdmissionContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }

  @Nested
  class HoldingHostileValues extends HostileValueContract {
    @Override
    StoreHome home() {
      return StoreContract.this;
    }
  }
}
