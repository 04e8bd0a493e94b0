package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonLimits;
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
  /** What was let in is let out, whatever the limits are now. */
  private static final JsonLimits STORED =
      new JsonLimits(JsonLimits.DEPTH_CEILING, JsonLimits.BYTES_CEILING);

  private final ResultSet result;
  private final Dialect dialect;
  private int column;
  private Optional<String> subject = Optional.empty();

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
    return parse(text());
  }

  Optional<Json> optionalJson() throws SQLException {
    return optionalText().map(this::parse);
  }

  JsonObject object() throws SQLException {
    if (json() instanceof JsonObject object) {
      return object;
    }
    throw broken("an object is something else");
  }

  /** Leaves out so many columns. */
  Row skip(int columns) {
    column += columns;
    return this;
  }

  /** Of which version the row tells, for what is said when it is broken. */
  void tellsOf(InstanceId id, long version) {
    subject = Optional.of("instance " + id + ", version " + version + ": ");
  }

  /** What is said of a row that cannot be what was written. */
  CairnException.Integrity broken(String what) {
    return new CairnException.Integrity(
        subject.orElse("") + "a stored row cannot be read: " + what);
  }

  private Json parse(String text) {
    try {
      return Json.parse(text, STORED);
    } catch (JsonException problem) {
      throw broken(String.valueOf(problem.getMessage()));
    }
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
