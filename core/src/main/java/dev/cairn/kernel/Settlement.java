package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.store.Append;
import dev.cairn.store.Log;
import dev.cairn.store.Log.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a group, and finds out what became of it when the answer is lost. The same group is
 * written again: its guards refuse it when the first try arrived, and the hash of the receipt that
 * stands there tells whose it is.
 */
final class Settlement {
  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final Log log;
  private final Backoff backoff;

  Settlement(Log log, Backoff backoff) {
    this.log = log;
    this.backoff = backoff;
  }

  List<Outcome> append(int lane, List<Append> group) {
    try {
      return log.append(lane, group);
    } catch (CairnException.Unavailable lost) {
      return appendAgain(lane, group, lost);
    }
  }

  private List<Outcome> appendAgain(int lane, List<Append> group, CairnException.Unavailable lost) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      backoff.pause(attempt, FIRST_PAUSE);
      try {
        return settle(group, log.append(lane, group));
      } catch (CairnException.Unavailable again) {
        lost.addSuppressed(again);
      }
    }
    throw lost;
  }

  private List<Outcome> settle(List<Append> group, List<Outcome> outcomes) {
    var settled = new ArrayList<Outcome>();
    for (int i = 0; i < group.size(); i++) {
      boolean stands = outcomes.get(i) == Outcome.APPENDED || isWritten(group.get(i));
      settled.add(stands ? Outcome.APPENDED : Outcome.REFUSED);
    }
    return settled;
  }

  private boolean isWritten(Append append) {
    var last = append.revisions().getLast();
    return log.revisions(append.id(), last.version(), last.version(), 1).stream()
        .anyMatch(found -> found.hash().equals(last.hash()));
  }
}
