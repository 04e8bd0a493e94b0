package dev.cairn.sql;

import java.sql.SQLException;

/** Gives out sessions, and turns what databases throw into what the port throws. */
sealed interface Database extends AutoCloseable
    permits SqliteDatabase, PostgresDatabase, JoinedDatabase {

  /** What is done in a session. In {@link #write} it may be done again: it must be repeatable. */
  interface Work<T> {
    T in(Session session) throws SQLException;
  }

  Dialect dialect();

  /** Reads; each statement sees its own moment. */
  <T> T read(Work<T> work);

  /** Reads by a statement that is worth planning for its values: which instances, in what order. */
  default <T> T query(Work<T> work) {
    return read(work);
  }

  /** Writes by one statement, which is a transaction by itself. */
  <T> T writeOnce(Work<T> work);

  /** As {@link #writeOnce}, for groups of commits, which are nearly all that is ever written. */
  default <T> T writeGroup(Work<T> work) {
    return writeOnce(work);
  }

  /** Writes in one durable transaction, which is rolled back when work throws or undoes it. */
  <T> T write(Work<T> work);

  @Override
  void close();
}
