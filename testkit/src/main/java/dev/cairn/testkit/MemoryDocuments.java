package dev.cairn.testkit;

import dev.cairn.Filter;
import dev.cairn.FilterEvaluator;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.StatePath;
import dev.cairn.Statistics;
import dev.cairn.store.Documents;
import dev.cairn.store.Log;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The documents of a {@link MemoryStore}: every query looks at all of them. */
final class MemoryDocuments implements Documents {
  private final MemoryTables tables;

  MemoryDocuments(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public List<Progress> progress() {
    synchronized (tables) {
      return IntStream.range(0, tables.folded.length)
          .mapToObj(lane -> new Progress(lane, tables.feeds.get(lane).size(), tables.folded[lane]))
          .toList();
    }
  }

  @Override
  public List<Pending> pending(int lane, long after, int limit) {
    synchronized (tables) {
      return tables.feeds.get(lane).stream().skip(after).limit(limit).toList();
    }
  }

  @Override
  public void fold(int lane, long position, List<Instance> heads) {
    synchronized (tables) {
      heads.forEach(this::fold);
      tables.folded[lane] = Math.max(tables.folded[lane], position);
    }
  }

  private void fold(Instance head) {
    // Remembered beyond the document, so that a late fold brings no deleted one back.
    if (tables.foldedVersions.getOrDefault(head.id(), 0L) >= head.version()) {
      return;
    }
    tables.foldedVersions.put(head.id(), head.version());
    if (head.isDeleted()) {
      tables.documents.remove(head.id());
    } else {
      tables.documents.put(head.id(), head);
    }
  }

  @Override
  public Optional<Instance> document(InstanceId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.documents.get(id));
    }
  }

  @Override
  public Optional<Page<Instance>> queryIfCurrent(Query query) {
    boolean isCurrent = progress().stream().noneMatch(Progress::isBehind);
    return isCurrent ? Optional.of(query(query)) : Optional.empty();
  }

  @Override
  public Page<Instance> query(Query query, Function<Log.Known, Optional<Instance>> remembered) {
    synchronized (tables) {
      var fetched =
          matching(query.filter())
              .filter(follows(query))
              .sorted(order(query.sort()))
              .skip(skipped(query.page(), query.limit()))
              .limit(query.limit() + 1L)
              .toList();
      return Page.of(
          fetched, query.limit(), last -> MemoryCursor.at(query.sort(), last).toString());
    }
  }

  private static Predicate<Instance> follows(Query query) {
    var cursor = query.cursor().map(text -> MemoryCursor.parse(query.sort(), text));
    return instance -> cursor.filter(it -> !it.isFollowedBy(instance)).isEmpty();
  }

  private static long skipped(OptionalInt page, int limit) {
    return page.isPresent() ? (page.getAsInt() - 1L) * limit : 0;
  }

  static Comparator<Instance> order(Query.Sort sort) {
    Comparator<Instance> ascending =
        sort.isByCreation()
            ? Comparator.comparing(instance -> instance.origin().createdAt())
            : Comparator.comparing(Instance::updatedAt);
    var total = ascending.thenComparing(Instance::id);
    return sort.isDescending() ? total.reversed() : total;
  }

  @Override
  public long count(Filter filter) {
    synchronized (tables) {
      return matching(filter).count();
    }
  }

  @Override
  public Statistics statistics(Filter filter) {
    synchronized (tables) {
      return MemoryStatistics.of(matching(filter).toList());
    }
  }

  private Stream<Instance> matching(Filter filter) {
    var evaluator = new FilterEvaluator(subject -> Optional.ofNullable(tables.users.get(subject)));
    return tables.documents.values().stream().filter(it -> evaluator.matches(filter, it));
  }

  @Override
  public void index(StatePath path) {
    // Every query looks at everything.
  }
}
