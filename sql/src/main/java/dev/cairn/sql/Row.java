package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that is read from left to right: each call reads the next column. */
final class Row {
  private final ResultSet result;
  private final Dialect dialect;
  private int column;
  private Stored stored = new Stored("");

  Row(ResultSet result, Dialect dialect) {
    this.result = result;
    this.dialect = dialect;
  }

  long number() throws SQLException {
    return result.getLong(++column);
  }

  int integer() throws SQLException {
    return result.getInt(++column);
  }

  boolean truth() throws SQLException {
    return result.getBoolean(++column);
  }

  Optional<Long> optionalNumber() throws SQLException {
    long number = number();
    return result.wasNull() ? Optional.empty() : Optional.of(number);
  }

  String text() throws SQLException {
    return present(result.getString(++column));
  }

  Optional<String> optionalText() throws SQLException {
    return Optional.ofNullable(result.getString(++column));
  }

  Instant time() throws SQLException {
    return Times.ofMicros(number());
  }

  UUID uuid() throws SQLException {
    return present(dialect.uuid(result, ++column));
  }

  InstanceId id() throws SQLException {
    return new InstanceId(uuid());
  }

  Optional<InstanceId> optionalId() throws SQLException {
    return Optional.ofNullable(dialect.uuid(result, ++column)).map(InstanceId::new);
  }

  Sha256 hash() throws SQLException {
    return hash(present(result.getBytes(++column)));
  }

  Optional<Sha256> optionalHash() throws SQLException {
    return Optional.ofNullable(result.getBytes(++column)).map(this::hash);
  }

  Json json() throws SQLException {
    return stored.json(text());
  }

  Optional<Json> optionalJson() throws SQLException {
    return optionalText().map(stored::json);
  }

  JsonObject object() throws SQLException {
    return stored.object(text());
  }

  /** Reads what columns of this row held, also when the row itself can be read no more. */
  Stored stored() {
    return stored;
  }

  /** Leaves out so many columns. */
  Row skip(int columns) {
    column += columns;
    return this;
  }

  /** Of which version the row tells, for what is said when it is broken. */
  void tellsOf(InstanceId id, long version) {
    stored = new Stored("instance " + id + ", version " + version + ": ");
  }

  /** What is said of a row that cannot be what was written. */
  CairnException.Integrity broken(String what) {
    return stored.broken(what);
  }

  private Sha256 hash(byte[] bytes) {
    if (bytes.length != Sha256.LENGTH) {
      throw broken("a hash of " + bytes.length + " bytes");
    }
    return Sha256.fromBytes(bytes);
  }

  private <T> T present(@Nullable T value) {
    if (value == null) {
      throw broken("column " + column + " is empty");
    }
    return value;
  }
}
