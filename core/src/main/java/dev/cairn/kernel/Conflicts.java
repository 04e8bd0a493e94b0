package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.Limits;
import dev.cairn.OnConflict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says what a conflict is about, and merges where the caller wants that. */
final class Conflicts {
  private static final int MERGES_MAX = 20;

  private final Past past;
  private final Limits limits;

  Conflicts(Past past, Limits limits) {
    this.past = past;
    this.limits = limits;
  }

  /** Makes a request, as often as merging takes. */
  CommitResult resolve(Request request, Function<Request, CommitResult> commit) {
    var result = commit.apply(request);
    var original = request;
    for (int attempt = 0; result instanceof Conflict conflict && attempt < MERGES_MAX; attempt++) {
      if (original.commit().onConflict() != OnConflict.MERGE) {
        return explained(conflict);
      }
      switch (merge(original, conflict)) {
        case Merging.Merged it -> result = commit.apply(original.rebased(it.commit()));
        case Merging.Clash it -> {
          return new Conflict(conflict.expectedVersion(), conflict.current(), it.paths());
        }
      }
    }
    return result;
  }

  /** A merge always starts from the version that the caller read. */
  private Merging merge(Request original, Conflict conflict) {
    long expected = original.commit().expectedVersion().orElseThrow();
    if (expected > conflict.current().version()) {
      return new Merging.Clash(List.of());
    }
    var base = past.at(original.id(), expected);
    return Merging.rebase(original.commit(), base, conflict.current(), limits.stateMaxBytes());
  }

  private CommitResult explained(Conflict conflict) {
    if (conflict.expectedVersion() >= conflict.current().version()) {
      return conflict;
    }
    return base(conflict)
        .<CommitResult>map(base ->
            new Conflict(
                conflict.expectedVersion(),
                conflict.current(),
                Merging.changedPaths(base, conflict.current())))
        .orElse(conflict);
  }

  /** The version that the caller read, unless it has been pruned since. */
  private Optional<dev.cairn.Instance> base(Conflict conflict) {
    try {
      return Optional.of(past.at(conflict.current().id(), conflict.expectedVersion()));
    } catch (CairnException.Gone pruned) {
      return Optional.empty();
    }
  }
}
