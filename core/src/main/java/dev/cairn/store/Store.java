package dev.cairn.store;

import dev.cairn.Admissions;

/**
 * What keeps everything. All methods of all parts may be called by many threads.
 *
 * <p>All of them throw {@link dev.cairn.CairnException.Unavailable} when the store does not answer,
 * and {@link dev.cairn.CairnException.Integrity} when what it holds cannot be read.
 */
public interface Store extends AutoCloseable {

  Traits traits();

  Log log();

  Documents documents();

  Catalog catalog();

  Leases leases();

  /** Word to and from other processes of the store. */
  default Hints hints() {
    return Hints.NONE;
  }

  /** Who is let in, until when. */
  Admissions admissions();

  @Override
  void close();

  /**
   * What the kernel must know of a store.
   *
   * @param lanes into how many groups instances are divided, by hash of their id
   * @param writers how many groups may be written at once
   * @param ownership whether others may write to it meanwhile
   */
  record Traits(int lanes, int writers, Ownership ownership) {
    public Traits {
      if (lanes < 1 || writers < 1) {
        throw new IllegalArgumentException("a store needs a lane and a writer");
      }
    }
  }

  /** Whether a state that was read may be changed behind the kernel's back. */
  enum Ownership {
    /** This process alone writes. */
    EXCLUSIVE,
    /** Others may write too: what is remembered must be compared before it is believed. */
    SHARED,
    /** As shared, on a connection of the caller's: nothing is done that the caller did not ask. */
    BORROWED
  }
}
