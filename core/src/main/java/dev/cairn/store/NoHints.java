package dev.cairn.store;

import java.util.function.Consumer;

/** Nobody else is there, or can be told. */
final class NoHints implements Hints {
  @Override
  public void want(String topic) {}

  @Override
  public boolean isAnybodyThere() {
    return false;
  }

  @Override
  public boolean isWanted(String topic) {
    return false;
  }

  @Override
  public void tell(String topic, String detail) {}

  @Override
  public Runnable listen(Consumer<Hint> listener) {
    return () -> {};
  }
}
