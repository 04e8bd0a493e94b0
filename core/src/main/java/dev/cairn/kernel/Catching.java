package dev.cairn.kernel;

import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** How a subscription that is behind reads the log by itself. For one thread at a time. */
sealed interface Catching {
  long NARRATOR_WEIGHT_MAX = 4L << 20;

  /** The lanes that the subscription takes anything from. */
  List<Integer> lanes();

  /** Whether commits to an instance can be of interest. */
  boolean concerns(InstanceId id);

  /** The subscription has seen an entry. */
  void passed(Log.Entry entry);

  /**
   * Reads what follows {@code seen}, a page of it.
   *
   * @param target where the ring began before this was called
   * @return {@code seen}, moved on over what is of no interest
   */
  Marks read(Marks seen, Marks target, int page, Consumer<Happening> out);

  /** The way to catch up that reads least. */
  static Catching of(Filter filter, Log log, Past past, int lanes) {
    var narrator = new Narrator(past, NARRATOR_WEIGHT_MAX);
    return only(filter)
        .<Catching>map(id -> new One(id, Lanes.of(id, lanes), log, narrator))
        .orElseGet(() -> new All(IntStream.range(0, lanes).boxed().toList(), log, narrator));
  }

  private static Optional<InstanceId> only(Filter filter) {
    return switch (filter) {
      case Filter.IdIn in when in.ids().size() == 1 -> in.ids().stream().findFirst();
      case Filter.And and -> and.all().stream().flatMap(part -> only(part).stream()).findFirst();
      default -> Optional.empty();
    };
  }

  /** Lane after lane, entry after entry. */
  record All(List<Integer> lanes, Log log, Narrator narrator) implements Catching {
    @Override
    public boolean concerns(InstanceId id) {
      return true;
    }

    @Override
    public void passed(Log.Entry entry) {
      // The marks say it all.
    }

    @Override
    public Marks read(Marks seen, Marks target, int page, Consumer<Happening> out) {
      for (int lane : lanes) {
        if (!seen.reaches(lane, target)) {
          log.following(lane, seen.position(lane), page).stream().map(narrator::tell).forEach(out);
          return seen;
        }
      }
      return seen;
    }
  }

  /** One instance, version after version: a lane may hold millions of others between. */
  final class One implements Catching {
    private final InstanceId id;
    private final int lane;
    private final Log log;
    private final Narrator narrator;

    /** The version that comes next; 0 while it is unknown. */
    private long next;

    One(InstanceId id, int lane, Log log, Narrator narrator) {
      this.id = id;
      this.lane = lane;
      this.log = log;
      this.narrator = narrator;
    }

    @Override
    public List<Integer> lanes() {
      return List.of(lane);
    }

    @Override
    public boolean concerns(InstanceId other) {
      return other.equals(id);
    }

    @Override
    public void passed(Log.Entry entry) {
      if (concerns(entry.revision().instance())) {
        next = entry.revision().version() + 1;
      }
    }

    @Override
    public Marks read(Marks seen, Marks target, int page, Consumer<Happening> out) {
      if (next == 0) {
        next = firstAfter(seen);
      }
      var entries = log.entries(id, next, page);
      entries.stream().map(narrator::tell).forEach(out);
      return entries.isEmpty() ? seen.with(lane, target) : seen;
    }

    /** Positions grow with versions, so that doubling and halving find the first unseen one. */
    private long firstAfter(Marks seen) {
      long low = 0;
      long high = 1;
      while (isSeen(high, seen)) {
        low = high;
        high *= 2;
      }
      while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (isSeen(middle, seen)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }

    private boolean isSeen(long version, Marks seen) {
      return log.entries(id, version, 1).stream()
          .anyMatch(it -> it.revision().version() == version && seen.has(it));
    }
  }
}
