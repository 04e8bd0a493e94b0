package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import org.junit.jupiter.api.Nested;

/**
 * What every home of the public interface {@link Cairn} must do, whatever it stands on. Extend it,
 * open and reopen, and it runs:
 *
 * <pre>{@code
 * class MyCairnTest extends CairnContract {
 *   @Override
 *   public Cairn open(Options options) {
 *     return Cairn.open(freshPlace(), options);
 *   }
 *   …
 * }
 * }</pre>
 *
 * <p>Every test opens a store of its own, with a clock that stands still, and closes it.
 */
public abstract class CairnContract implements CairnHome {

  /** Opens a Cairn over a store that holds nothing. */
  @Override
  public abstract Cairn open(Options options);

  /** Closes a Cairn and opens another over what the store has kept. */
  @Override
  public abstract Cairn reopen(Cairn cairn, Options options);

  @Nested
  class LivingACycle extends LifeCycleContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class CallingVerbs extends VerbContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Committing extends CommitContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class RefusingMutations extends MutationContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Scoping extends ScopeContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Proving extends ReceiptContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Racing extends ConcurrencyContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Conflicting extends ConflictContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class RepeatingKeys extends KeyContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Batching extends BatchContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class LookingBack extends HistoryContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class GoingBack extends RestoreContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Forgetting extends ForgettingContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Lasting extends LastingContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Querying extends QueryContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Following extends FeedContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class FollowingOn extends FeedResumeContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class CheckingSchemas extends SchemaContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Archiving extends ArchiveContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class Defining extends DefinitionContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }

  @Nested
  class ComparingWithAModel extends ModelContract {
    @Override
    CairnHome home() {
      return CairnContract.this;
    }
  }
}
