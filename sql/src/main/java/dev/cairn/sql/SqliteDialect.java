package dev.cairn.sql;

import dev.cairn.store.Lanes;
import dev.cairn.store.Log.Known;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** SQLite: ids are BLOBs, there is one lane, and a statement costs no round trip. */
record SqliteDialect() implements Dialect {

  @Override
  public String folder() {
    return "sqlite";
  }

  @Override
  public String findsSchemaTable() {
    return "SELECT name FROM sqlite_schema WHERE name = 'schema_version'";
  }

  @Override
  public String locksSchema() {
    // The transaction began with the write lock, and no other process has the file.
    return "SELECT 1";
  }

  @Override
  public String placeholder(String type) {
    return "?";
  }

  @Override
  public void bind(PreparedStatement statement, int index, UUID id) throws SQLException {
    statement.setBytes(
        index,
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  @Override
  public @Nullable UUID uuid(ResultSet result, int column) throws SQLException {
    byte[] bytes = result.getBytes(column);
    if (bytes == null) {
      return null;
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  @Override
  public String now() {
    return "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";
  }

  @Override
  public String position() {
    // The position is the row id of the log: a commit need not write it down a second time.
    return "(SELECT coalesce(max(position), 0) FROM revision)";
  }

  @Override
  public String logInOrder() {
    // Of its own accord it would look the lane up in the index of versions, and sort the whole log.
    return "revision NOT INDEXED";
  }

  @Override
  public List<Sql> wanted(List<Known> questions, int lanes) {
    return IntStream.range(0, questions.size())
        .mapToObj(n -> wanted(n, questions.get(n), lanes))
        .toList();
  }

  private static Sql wanted(int n, Known it, int lanes) {
    return Sql.of(
        "(SELECT ? AS n, ? AS lane, ? AS id, ? AS known) AS w",
        n,
        Lanes.of(it.id(), lanes),
        it.id().value(),
        it.version());
  }

  @Override
  public String tagsOfM() {
    return "json_each(m.tags) AS t";
  }

  @Override
  public JsonDialect json() {
    return new SqliteJson();
  }
}
