package dev.cairn.kernel;

import dev.cairn.FeedItem;
import dev.cairn.FeedItem.Match;
import dev.cairn.Filter;
import dev.cairn.FilterEvaluator;
import dev.cairn.Instance;
import dev.cairn.Status;
import dev.cairn.json.JsonPatch;
import dev.cairn.store.Log;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of the log with what it did, for subscribers to look at; shared by all of them. */
sealed interface Happening {
  Log.Entry entry();

  /** About how much memory it holds. */
  long weight();

  /** Nobody can tell any more: what it takes was pruned, purged or damaged. */
  record Lost(Log.Entry entry) implements Happening {
    @Override
    public long weight() {
      return OVERHEAD;
    }
  }

  /** What an entry of no interest takes. */
  long OVERHEAD = 1_000;

  /** A commit, and the instance before and after it. */
  final class Told implements Happening {
    private final Log.Entry entry;
    private final Optional<Instance> before;
    private final Instance after;

    /** Made when the first asks; who asks at the same time makes an equal one. */
    private volatile @Nullable JsonPatch patch;

    Told(Log.Entry entry, Optional<Instance> before, Instance after) {
      this.entry = entry;
      this.before = before;
      this.after = after;
    }

    @Override
    public Log.Entry entry() {
      return entry;
    }

    @Override
    public long weight() {
      return OVERHEAD + HeadCache.weight(after);
    }

    /** What this is to those who asked for {@code filter}; empty when it does not concern them. */
    Optional<FeedItem> change(Filter filter, FilterEvaluator evaluator, Marks behind) {
      boolean matched = before.filter(it -> evaluator.matches(filter, it)).isPresent();
      boolean matches = evaluator.matches(filter, after);
      if (!matched && !matches) {
        return Optional.empty();
      }
      var match = matched ? matches ? Match.STAYED : Match.LEFT : Match.ENTERED;
      return Optional.of(change(match, behind));
    }

    private FeedItem.Change change(Match match, Marks behind) {
      var revision = entry.revision();
      return new FeedItem.Change(
          revision.instance(),
          revision.version(),
          revision.kind(),
          revision.actor(),
          revision.committedAt(),
          statusBefore(),
          after.status(),
          match,
          match == Match.LEFT ? new JsonPatch(List.of()) : patch(),
          revision.checksum(),
          behind.toPosition());
    }

    private Optional<Status> statusBefore() {
      return before.map(Instance::status);
    }

    private JsonPatch patch() {
      var made = patch;
      if (made == null) {
        var from = before.map(Instance::state).orElse(Replay.NOTHING);
        made = JsonPatch.diff(from.json(), after.state().json());
        patch = made;
      }
      return made;
    }
  }
}
