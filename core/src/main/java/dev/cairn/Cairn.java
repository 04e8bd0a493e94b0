package dev.cairn;

import java.util.ServiceLoader;

/**
 * Durable workflow state: the one interface with several homes. The embedded kernel implements it
 * over SQLite or PostgreSQL. Safe for use by many threads; open one per process and store.
 */
public interface Cairn extends AutoCloseable {

  /**
   * Opens a store with default settings: {@code sqlite:FILE} or {@code jdbc:postgresql://…}. The
   * store is made, or brought to the current schema, when it is not.
   *
   * @throws CairnException.Unavailable when it cannot be opened: another process has the file, the
   *     database does not answer
   * @throws CairnException.Invalid when no store of this kind is on the class path
   */
  static Cairn open(String url) {
    return open(url, Options.defaults());
  }

  /** Opens a store with settings. */
  static Cairn open(String url, Options options) {
    for (var provider : ServiceLoader.load(Provider.class)) {
      if (provider.accepts(url)) {
        return provider.open(url, options);
      }
    }
    throw new CairnException.Invalid(
        "unknown_store",
        "nothing on the class path opens a store of this kind",
        "write sqlite:FILE or jdbc:postgresql://…, and depend on cairn-sql");
  }

  /** Opens stores of one kind; found by {@link ServiceLoader}. */
  interface Provider {
    boolean accepts(String url);

    Cairn open(String url, Options options);
  }

  /** The same store, seen by another actor: every commit made through it carries the name. */
  Cairn as(String actor);

  /** Creating, reading and changing instances. */
  Workflows workflows();

  /** Earlier versions, receipts, checkpoints, restoring and forking. */
  History history();

  /** The registry of definitions. */
  Definitions definitions();

  /** Commits as they become durable. */
  Feed feed();

  /** Signals, input, approvals, tasks: what workflows that run wait for. */
  default Work work() {
    throw new CairnException.Invalid(
        "work_elsewhere",
        "this Cairn does not reach workflows that run",
        "open the store in this process");
  }

  /** Verifying, exporting, importing, pruning. */
  Archive archive();

  /** API keys and users. */
  Identities identities();

  /** Answers what it accepted, then lets go of the store. */
  @Override
  void close();
}
