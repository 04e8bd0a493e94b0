package dev.cairn.store;

import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.StatePath;
import dev.cairn.Statistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Heads as queries see them, indexed. They are folded in from the log after the commit, so that a
 * commit costs its change and not its document; the kernel folds what is missing before it queries.
 */
public interface Documents {

  /** How far each lane has come, and how far its documents have. */
  List<Progress> progress();

  /**
   * A lane with commits that are not folded in yet.
   *
   * @param position of the newest commit
   * @param folded up to which position documents are current
   */
  record Progress(int lane, long position, long folded) {
    /** Whether documents lack commits. */
    public boolean isBehind() {
      return folded < position;
    }
  }

  /** The next commits of a lane after a position, in the order they became visible. */
  List<Pending> pending(int lane, long after, int limit);

  /** A commit that a document may lack. */
  record Pending(InstanceId id, long version, long position) {}

  /**
   * Brings documents to these versions, unless they are there already, and notes that the lane is
   * folded up to a position; in one transaction. Documents of deleted instances are removed.
   */
  void fold(int lane, long position, List<Instance> heads);

  /** The document of an instance, as it is kept. */
  Optional<Instance> document(InstanceId id);

  /** A page of the documents that match. */
  default Page<Instance> query(Query query) {
    return query(query, nothing -> Optional.empty());
  }

  /**
   * A page of the documents that match. What is remembered at the very version that matches need
   * not be read; whether it is asked for is up to the store.
   */
  Page<Instance> query(Query query, Function<Log.Known, Optional<Instance>> remembered);

  /**
   * A page of the documents that match; empty when documents lacked commits just before, which must
   * be folded in first. Cheaper than asking for {@link #progress} and then for the page.
   */
  Optional<Page<Instance>> queryIfCurrent(Query query);

  long count(Filter filter);

  Statistics statistics(Filter filter);

  /** Makes an index for comparisons at a path; does nothing when there is one. */
  void index(StatePath path);
}
