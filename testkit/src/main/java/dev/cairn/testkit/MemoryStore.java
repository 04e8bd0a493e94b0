package dev.cairn.testkit;

import dev.cairn.Admissions;
import dev.cairn.Options;
import dev.cairn.store.Catalog;
import dev.cairn.store.Documents;
import dev.cairn.store.Leases;
import dev.cairn.store.Log;
import dev.cairn.store.Store;
import java.time.InstantSource;

/**
 * A store that lasts as long as the object: a few maps under one lock, and plainly right before it
 * is fast. Closing it does nothing, so that a test can close a kernel and open another over the
 * same store.
 */
public final class MemoryStore implements Store {
  private static final int LANES = 4;

  private final MemoryTables tables;
  private final Log log;
  private final Documents documents;
  private final Catalog catalog;
  private final Leases leases;
  private final Admissions admissions;
  private final InstantSource clock;
  private final Ownership ownership;

  /** A store that one kernel has to itself. */
  public MemoryStore() {
    this(Ownership.EXCLUSIVE);
  }

  /** A store that says of itself whether several kernels use it; several may in any case. */
  public MemoryStore(Ownership ownership) {
    this(ownership, Options.defaults().clock());
  }

  /** The same, with the clock that leases go by. */
  public MemoryStore(Ownership ownership, InstantSource clock) {
    this(new MemoryTables(LANES), ownership, clock);
  }

  private MemoryStore(MemoryTables tables, Ownership ownership, InstantSource clock) {
    this.tables = tables;
    this.log = new MemoryLog(tables);
    this.documents = new MemoryDocuments(tables);
    this.catalog = new MemoryCatalog(tables);
    this.leases = new MemoryLeases(tables, clock);
    this.admissions = new MemoryAdmissions(tables);
    this.ownership = ownership;
    this.clock = clock;
  }

  /** The same store, opened by the process that comes after this one. */
  public MemoryStore reopened() {
    if (ownership == Ownership.EXCLUSIVE) {
      tables.freeLanes();
    }
    return new MemoryStore(tables, ownership, clock);
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
  public Leases leases() {
    return leases;
  }

  @Override
  public Admissions admissions() {
    return admissions;
  }

  @Override
  public void close() {
    // What it holds goes with the object.
  }
}
