package dev.cairn.store;

import dev.cairn.Fence;
import dev.cairn.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which node drives which lane, and what is due there. Time is the store's: clocks of nodes may
 * differ. A grant is good for commits until its fence is older than the lane's, which is part of
 * the guard of every {@link Append} that names one.
 */
public interface Leases {

  /** The store's clock. */
  Instant now();

  /**
   * Tells that a node lives, and which others do.
   *
   * @param within a node that has not told so for longer counts as gone
   * @return the nodes that live, this one included, in order
   */
  List<String> beat(String node, Duration within);

  /** A node leaves: it counts no more. */
  void leave(String node);

  /** Takes a lane when nobody holds it, or its holder's time is over; the fence grows by one. */
  Optional<Grant> claim(int lane, String node, Duration time);

  /** Prolongs a grant; false when the lane has been granted to another since. */
  boolean renew(Grant grant, Duration time);

  /** Gives a lane back; false, and nothing changes, when it has been granted to another since. */
  boolean release(Grant grant);

  /** A node's hold on a lane. */
  record Grant(int lane, String node, Fence fence) {}

  /** All lanes, in order. */
  List<Lane> lanes();

  /**
   * A lane.
   *
   * @param heldUntil on the store's clock; the holder drives it until another takes it after that
   */
  record Lane(int lane, Fence fence, Optional<String> node, Optional<Instant> heldUntil) {}

  /**
   * Instances of a lane that are to be looked at until a time, in order of {@link Due}, by an
   * index.
   */
  List<Due> due(int lane, Instant until, Optional<Due> after, int limit);

  /** An instance, and since when it is due: {@link dev.cairn.Wake#at}. */
  record Due(long at, InstanceId id) {}

  /**
   * Instances that may have a task which waits for a worker in a queue, in order of their ids, by
   * an index: also those whose tasks wait in {@link dev.cairn.Wake#SEVERAL}.
   */
  List<InstanceId> offering(String queue, Optional<InstanceId> after, int limit);
}
