package dev.cairn.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * Word between the processes of a store that there is something to look at. It may come late, twice
 * or not at all: whoever depends on what happened looks at the store now and then all the same.
 *
 * <p>No method waits for anything, and none throws because word could not be passed on.
 */
public interface Hints {

  /** A store that no other process writes, or that has no way to pass word on. */
  Hints NONE = new NoHints();

  /** Asks for word of a topic, for some minutes; to ask again costs next to nothing. */
  void want(String topic);

  /** Whether another process wants word of anything, or may want it: cheap, for every commit. */
  boolean isAnybodyThere();

  /** Whether another process wants word of a topic, or may want it. */
  boolean isWanted(String topic);

  /**
   * Passes word on, soon, together with what else there is to tell by then.
   *
   * @param detail what to look at; word of very much may arrive without
   */
  void tell(String topic, String detail);

  /**
   * Hears what others tell, on a thread of the store's: it must be quick, and must not throw.
   *
   * @return ends it
   */
  Runnable listen(Consumer<Hint> listener);

  /** What is heard. */
  sealed interface Hint {
    /**
     * Word of a topic that somebody here wants.
     *
     * @param details what to look at; anything when empty
     */
    record Told(String topic, List<String> details) implements Hint {}

    /** Word may have been missed: anything may have happened. */
    record Missed() implements Hint {}
  }
}
