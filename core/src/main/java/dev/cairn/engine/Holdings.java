package dev.cairn.engine;

import dev.cairn.Fence;
import dev.cairn.store.Leases;
import dev.cairn.store.Leases.Grant;
import dev.cairn.store.Leases.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes that this node holds: its fair share of them, given the nodes that live. */
final class Holdings {
  private final Leases leases;
  private final String node;
  private final Duration lease;
  private final Map<Integer, Grant> held = new ConcurrentHashMap<>();

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
  }

  /** Prolongs what is held, takes what is free, gives back what is too much; tells what is new. */
  List<Integer> keep() {
    int nodes = leases.beat(node, lease);
    held.values().removeIf(grant -> !leases.renew(grant, lease));
    var lanes = leases.lanes();
    int share = (lanes.size() + nodes - 1) / nodes;
    giveBack(share);
    return take(lanes, share);
  }

  private void giveBack(int share) {
    held.values().stream()
        .skip(share)
        .toList()
        .forEach(grant -> {
          held.remove(grant.lane());
          leases.release(grant);
        });
  }

  private List<Integer> take(List<Lane> lanes, int share) {
    var taken = new ArrayList<Integer>();
    var now = leases.now();
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
    held.clear();
    leases.leave(node);
  }
}
