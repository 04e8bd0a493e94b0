package dev.cairn.engine;

import dev.cairn.Fence;
import dev.cairn.store.Leases;
import dev.cairn.store.Leases.Grant;
import dev.cairn.store.Leases.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The lanes that this node holds: its fair share of them, given the nodes that live. */
final class Holdings {
  private final Leases leases;
  private final String node;
  private final Duration lease;
  private final Map<Integer, Grant> held = new ConcurrentHashMap<>();

  /** Promised to others: nothing begins there, but what runs there may still end. */
  private final Map<Integer, Grant> leaving = new ConcurrentHashMap<>();

  private volatile Duration untilNextEnd = Duration.ZERO;

  Holdings(Leases leases, String node, Duration lease) {
    this.leases = leases;
    this.node = node;
    this.lease = lease;
  }

  /** The grant of a lane; empty when another drives it. */
  Optional<Fence> fence(int lane) {
    return Optional.ofNullable(held.get(lane)).map(Grant::fence);
  }

  List<Integer> lanes() {
    return held.keySet().stream().sorted().toList();
  }

  /** A commit was refused: the lane is another's now. */
  void lost(int lane) {
    held.remove(lane);
    leaving.remove(lane);
  }

  /** Prolongs what is held; what another has taken is held no more. */
  void renew() {
    held.values().removeIf(grant -> !leases.renew(grant, lease));
    leaving.values().removeIf(grant -> !leases.renew(grant, lease));
  }

  /** Prolongs what is held, takes what is free, promises what is too much; tells what is new. */
  List<Integer> keep() {
    var nodes = leases.beat(node, lease);
    renew();
    var lanes = leases.lanes();
    int share = share(lanes, nodes);
    promise(share);
    var now = leases.now();
    untilNextEnd = untilNextEnd(lanes, now);
    return take(lanes, share, now);
  }

  /**
   * How long until the lease of another ends, unless it is prolonged; as it was at the last look.
   */
  Duration untilNextEnd() {
    return untilNextEnd;
  }

  private Duration untilNextEnd(List<Lane> lanes, Instant now) {
    return lanes.stream()
        .filter(lane -> !lane.node().equals(Optional.of(node)))
        .flatMap(lane -> lane.heldUntil().stream())
        .map(end -> Duration.between(now, end))
        .filter(left -> !left.isNegative())
        .min(Duration::compareTo)
        .orElse(lease);
  }

  /** As many as any other; of what is left over one each, and who has one more keeps it. */
  private int share(List<Lane> lanes, List<String> nodes) {
    int even = lanes.size() / nodes.size();
    int left = lanes.size() % nodes.size();
    var richer = nodes.stream().filter(it -> held(lanes, it) > even).toList();
    int place = richer.contains(node) ? richer.indexOf(node) : richer.size();
    return place < left ? even + 1 : even;
  }

  private static long held(List<Lane> lanes, String node) {
    return lanes.stream().filter(lane -> lane.node().equals(Optional.of(node))).count();
  }

  private void promise(int share) {
    held.values().stream()
        .skip(share)
        .toList()
        .forEach(grant -> {
          leaving.put(grant.lane(), grant);
          held.remove(grant.lane());
        });
  }

  /** Gives back what was promised, lane by lane, once nothing runs there any more. */
  void giveBack(IntPredicate isBusy) {
    leaving.values().removeIf(grant -> !isBusy.test(grant.lane()) && given(grant));
  }

  private boolean given(Grant grant) {
    leases.release(grant);
    return true;
  }

  private List<Integer> take(List<Lane> lanes, int share, Instant now) {
    var taken = new ArrayList<Integer>();
    for (var lane : lanes) {
      boolean free = lane.node().isEmpty() || lane.heldUntil().orElse(now).isBefore(now);
      if (free && held.size() < share) {
        leases
            .claim(lane.lane(), node, lease)
            .ifPresent(grant -> {
              held.put(grant.lane(), grant);
              taken.add(grant.lane());
            });
      }
    }
    return taken;
  }

  /** Gives everything back. */
  void leave() {
    held.values().forEach(leases::release);
    leaving.values().forEach(leases::release);
    held.clear();
    leaving.clear();
    leases.leave(node);
  }
}
