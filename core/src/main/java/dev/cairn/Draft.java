package dev.cairn;

import java.time.Instant;

/** A commit that is being decided. What is added to it shows in {@link #state} at once. */
public interface Draft {

  /** What the instance is for ever. */
  Origin origin();

  /** The state as the mutations so far leave it. */
  State state();

  /** The version that the commit will make. */
  long version();

  /** The store's time, by which timers go; commit times are the kernel's. */
  Instant now();

  /** Adds a mutation; one that the rules forbid refuses the whole commit. */
  void add(Mutation mutation);

  /** Refuses the whole commit. */
  void refuse(Reason reason);
}
