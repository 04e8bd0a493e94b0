package dev.cairn;

/**
 * A change that is decided on the state that it meets, whatever others have made of it meanwhile.
 * Quick, and free of side effects: it may be asked more than once, on different states.
 */
@FunctionalInterface
public interface Intent {
  void on(Draft draft);
}
