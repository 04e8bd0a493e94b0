package dev.cairn.sql;

import dev.cairn.CairnException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The one judge of what the databases throw. */
final class Failures {
  /** Classes of SQLSTATE: connection, resources, operator (also a failover), system. */
  private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

  /** Read-only (a standby), a lock that was not to be had, and two that undo the transaction. */
  private static final Set<String> BUSY = Set.of("25006", "55P03", "40001", "40P01");

  private static final Set<String> UNDONE = Set.of("40001", "40P01");

  private Failures() {}

  /** What the caller of the store is told. */
  static RuntimeException judge(SQLException failure) {
    if (isDamage(failure)) {
      var damage = new CairnException.Integrity("the database is damaged: " + text(failure));
      damage.initCause(told(failure));
      return damage;
    }
    return isAway(failure)
        ? new CairnException.Unavailable(
            "the store did not answer: " + text(failure), told(failure))
        : new IllegalStateException(
            "the store refused a statement: " + text(failure), told(failure));
  }

  /** Whether nothing was written, and the same again may well succeed. */
  static boolean isUndone(SQLException failure) {
    return state(failure).filter(UNDONE::contains).isPresent();
  }

  private static boolean isAway(SQLException failure) {
    return failure instanceof SQLTransientException
        || state(failure).filter(it -> BUSY.contains(it) || AWAY.contains(kind(it))).isPresent()
        || (failure instanceof SQLiteException sqlite && isAway(sqlite.getResultCode()));
  }

  private static boolean isAway(SQLiteErrorCode code) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_BUSY,
          SQLITE_LOCKED,
          SQLITE_FULL,
          SQLITE_IOERR,
          SQLITE_CANTOPEN,
          SQLITE_READONLY,
          SQLITE_INTERRUPT,
          SQLITE_NOMEM ->
          true;
      default -> false;
    };
  }

  private static boolean isDamage(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      var code = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
      return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
    }
    return state(failure).filter(it -> it.equals("XX001") || it.equals("XX002")).isPresent();
  }

  private static Optional<String> state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState());
  }

  private static String kind(String state) {
    return state.substring(0, Math.min(2, state.length()));
  }

  /** What the server said first; drivers add statements with their values, which are states. */
  private static String text(SQLException failure) {
    return switch (failure) {
      case BatchUpdateException batch when batch.getNextException() != null ->
          text(batch.getNextException());
      case PSQLException said when said.getServerErrorMessage() != null ->
          said.getServerErrorMessage().getMessage() + " (" + failure.getSQLState() + ")";
      case BatchUpdateException batch -> "a batch failed (" + failure.getSQLState() + ")";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** The failure with its place in the code, and without the values of its statement. */
  private static SQLException told(SQLException failure) {
    var told = new SQLException(text(failure), failure.getSQLState(), failure.getErrorCode());
    told.setStackTrace(failure.getStackTrace());
    return told;
  }
}
