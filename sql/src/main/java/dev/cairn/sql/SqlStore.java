package dev.cairn.sql;

import dev.cairn.Admissions;
import dev.cairn.store.Catalog;
import dev.cairn.store.Documents;
import dev.cairn.store.Hints;
import dev.cairn.store.Leases;
import dev.cairn.store.Log;
import dev.cairn.store.Store;

/** A database as the kernel sees it. */
final class SqlStore implements Store {
  private final Database database;
  private final Traits traits;
  private final Log log;
  private final Documents documents;
  private final Catalog catalog;
  private final Leases leases;
  private final Hints hints;
  private final Runnable closeHints;
  private final Admissions admissions;

  private SqlStore(Database database, Appender appender, int writers, Ownership ownership) {
    this(database, appender, writers, ownership, Hints.NONE, () -> {});
  }

  private SqlStore(
      Database database,
      Appender appender,
      int writers,
      Ownership ownership,
      Hints hints,
      Runnable closeHints) {
    int lanes = lanes(database);
    this.database = database;
    this.traits = new Traits(lanes, writers, ownership);
    this.log = new SqlLog(database, appender, lanes);
    this.documents = new SqlDocuments(database, lanes);
    this.catalog = new SqlCatalog(database);
    this.leases = new SqlLeases(database, lanes);
    this.hints = hints;
    this.closeHints = closeHints;
    this.admissions = new SqlAdmissions(database);
  }

  /** A file that this process alone writes. */
  static SqlStore exclusive(Database database) {
    database.write(session -> {
      // Whoever held a lane is gone, or the file could not have been opened.
      session.update(Sql.of("DELETE FROM node"));
      return session.update(Sql.of("UPDATE lane SET node = NULL, held_until = NULL"));
    });
    return new SqlStore(database, new SqliteAppender(), 1, Ownership.EXCLUSIVE);
  }

  /** A database that others write too. */
  static SqlStore shared(Database database, int writers) {
    return new SqlStore(database, new PostgresAppender(), writers, Ownership.SHARED);
  }

  /** The same, whose processes pass word on. */
  static SqlStore shared(Database database, int writers, PostgresListener.Source source) {
    var hints = new PostgresHints(database, source);
    return new SqlStore(
        database, new PostgresAppender(), writers, Ownership.SHARED, hints, hints::close);
  }

  /** The caller's connection, which writes one group after another. */
  static SqlStore borrowed(Database database) {
    return new SqlStore(database, new PostgresAppender(), 1, Ownership.BORROWED);
  }

  /** As many as there were when the store was made, whatever is asked for now. */
  private static int lanes(Database database) {
    var count = Sql.of("SELECT count(*) FROM lane");
    return database.read(session -> session.first(count, Row::integer)).orElseThrow();
  }

  @Override
  public Traits traits() {
    return traits;
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
  public Hints hints() {
    return hints;
  }

  @Override
  public Admissions admissions() {
    return admissions;
  }

  @Override
  public void close() {
    closeHints.run();
    database.close();
  }
}
