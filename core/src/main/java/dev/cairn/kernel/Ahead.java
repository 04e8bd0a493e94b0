package dev.cairn.kernel;

import dev.cairn.InstanceId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides requests before their turn, each on its caller's own thread, so that the line has little
 * left to do but to write. What was decided counts if the head is still the same when the turn
 * comes; if not, the line decides again. Of several requests for one instance only one is decided
 * ahead, since the others would meet another head.
 */
final class Ahead {
  private final Heads heads;
  private final Decisions decisions;
  private final Decisions.Heads trust;
  private final int checkpointEvery;
  private final Set<InstanceId> decided = ConcurrentHashMap.newKeySet();

  /**
   * @param trust how far remembered heads can be believed
   */
  Ahead(Heads heads, Decisions decisions, Decisions.Heads trust, int checkpointEvery) {
    this.heads = heads;
    this.decisions = decisions;
    this.trust = trust;
    this.checkpointEvery = checkpointEvery;
  }

  /** What was decided, and the head with what it adds. */
  record Trial(Waiter work, Chain chain) {}

  /** Calls {@code inLine}, with the request decided when that can be done without the store. */
  void decide(Waiter work, Runnable inLine) {
    var id = work.request().id();
    if (!decided.add(id)) {
      inLine.run();
      return;
    }
    try {
      trial(work.request()).ifPresent(work::tried);
      inLine.run();
    } finally {
      decided.remove(id);
    }
  }

  private Optional<Trial> trial(Request request) {
    var head = heads.cached(request.id());
    if (head.isEmpty() && request.creation().isEmpty()) {
      return Optional.empty();
    }
    var trial = new Trial(new Waiter(request), new Chain(head, checkpointEvery));
    decisions.decide(trial.work(), trial.chain(), trust);
    return Optional.of(trial);
  }
}
