package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.store.Store;
import org.junit.jupiter.api.Nested;

/**
 * What workflows do that run by their definition, on every store. Extend it as {@link
 * StoreContract}.
 */
public abstract class EngineContract implements StoreHome {

  /** Opens a store that holds nothing. */
  @Override
  public abstract Store open();

  /** Closes a store and opens what it has kept. */
  @Override
  public abstract Store reopen(Store store);

  /** Override it to say the contract through something that lies between. */
  @Override
  public Cairn door(Cairn kernel) {
    return kernel;
  }

  @Nested
  class Running extends QuantumContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class TakingTime extends TimeoutContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class Undoing extends SagaContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class Waiting extends WaitContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class Forking extends ForkContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class Leaving extends ChildContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class SharingLanes extends NodeContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class Operating extends OperatingContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }

  @Nested
  class HandingOutTasks extends TaskContract {
    @Override
    StoreHome home() {
      return EngineContract.this;
    }
  }
}
