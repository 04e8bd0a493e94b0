package dev.cairn.testkit;

import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.store.Append;
import dev.cairn.store.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The leases of a {@link MemoryStore}; what is due is looked for among all instances. */
final class MemoryLeases implements Leases {
  private static final Comparator<Due> IN_ORDER =
      Comparator.comparingLong(Due::at).thenComparing(Due::id);

  private final MemoryTables tables;
  private final InstantSource clock;

  MemoryLeases(MemoryTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return Times.truncate(clock.instant());
  }

  @Override
  public List<String> beat(String node, Duration within) {
    synchronized (tables) {
      var now = now();
      tables.nodes.put(node, now);
      tables.nodes.values().removeIf(seen -> seen.isBefore(now.minus(within)));
      return tables.nodes.keySet().stream().sorted().toList();
    }
  }

  @Override
  public void leave(String node) {
    synchronized (tables) {
      tables.nodes.remove(node);
    }
  }

  @Override
  public Optional<Grant> claim(int lane, String node, Duration time) {
    synchronized (tables) {
      var held = tables.lanes.get(lane);
      if (held.node().isPresent() && !held.heldUntil().orElseThrow().isBefore(now())) {
        return Optional.empty();
      }
      var fence = new Fence(held.fence().number() + 1);
      tables.lanes.set(
          lane, new Lane(lane, fence, Optional.of(node), Optional.of(now().plus(time))));
      return Optional.of(new Grant(lane, node, fence));
    }
  }

  @Override
  public boolean renew(Grant grant, Duration time) {
    return change(grant, Optional.of(grant.node()), Optional.of(now().plus(time)));
  }

  @Override
  public boolean release(Grant grant) {
    return change(grant, Optional.empty(), Optional.empty());
  }

  private boolean change(Grant grant, Optional<String> node, Optional<Instant> until) {
    synchronized (tables) {
      var held = tables.lanes.get(grant.lane());
      boolean ours =
          held.fence().equals(grant.fence()) && held.node().equals(Optional.of(grant.node()));
      if (ours) {
        tables.lanes.set(grant.lane(), new Lane(grant.lane(), grant.fence(), node, until));
      }
      return ours;
    }
  }

  @Override
  public List<Lane> lanes() {
    synchronized (tables) {
      return List.copyOf(tables.lanes);
    }
  }

  @Override
  public List<Due> due(int lane, Instant until, Optional<Due> after, int limit) {
    var due = new ArrayList<Due>();
    synchronized (tables) {
      tables.lines.forEach((id, line) -> {
        if (tables.laneOf(id) == lane) {
          wake(line).at().ifPresent(at -> due.add(new Due(at, id)));
        }
      });
    }
    long last = Times.toMicros(until);
    return due.stream()
        .filter(it -> it.at() <= last)
        .filter(it -> after.isEmpty() || IN_ORDER.compare(it, after.get()) > 0)
        .sorted(IN_ORDER)
        .limit(limit)
        .toList();
  }

  @Override
  public List<InstanceId> offering(String queue, Optional<InstanceId> after, int limit) {
    synchronized (tables) {
      return tables.lines.entrySet().stream()
          .filter(entry ->
              wake(entry.getValue())
                  .queue()
                  .filter(List.of(queue, Wake.SEVERAL)::contains)
                  .isPresent())
          .map(java.util.Map.Entry::getKey)
          .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
          .sorted()
          .limit(limit)
          .toList();
    }
  }

  private static Wake wake(MemoryLine line) {
    return Wake.of(line.head.instance().state());
  }

  /** Whether the lane of an append is still its writer's, as far as it says. */
  static boolean admits(MemoryTables tables, int lane, Append append) {
    return append
        .laneFence()
        .filter(it -> it.isOlderThan(tables.lanes.get(lane).fence()))
        .isEmpty();
  }
}
