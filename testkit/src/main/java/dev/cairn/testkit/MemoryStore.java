package dev.cairn.testkit;

import dev.cairn.store.Catalog;
import dev.cairn.store.Documents;
import dev.cairn.store.Log;
import dev.cairn.store.Store;

/**
 * A store that lasts as long as the object: a few maps under one lock, and plainly right before it
 * is fast. Closing it does nothing, so that a test can close a kernel and open another over the
 * same store.
 */
public final class MemoryStore implements Store {
  private static final int LANES = 4;

  private final MemoryTables tables = new MemoryTables(LANES);
  private final Log log = new MemoryLog(tables);
  private final Documents documents = new MemoryDocuments(tables);
  private final Catalog catalog = new MemoryCatalog(tables);
  private final Ownership ownership;

  /** A store that one kernel has to itself. */
  public MemoryStore() {
    this(Ownership.EXCLUSIVE);
  }

  /** A store that says of itself whether several kernels use it; several may in any case. */
  public MemoryStore(Ownership ownership) {
    this.ownership = ownership;
  }

  @Override
  public Traits traits() {
    return new Traits(LANES, 1, ownership);
  }

  @Override
  public Log log() {
    return log;
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    // What it holds goes with the object.
  }
}
