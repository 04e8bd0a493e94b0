package dev.cairn.integrity;

import dev.cairn.InstanceId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cells of a table, and writing them behind the back of the store. */
final class Cells {
  /** What names a row of each table. */
  static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("instance", List.of("lane", "id"));
    KEYS.put("revision", List.of("lane", "instance_id", "version"));
    KEYS.put("snapshot", List.of("lane", "instance_id", "version"));
    KEYS.put("checkpoint", List.of("lane", "instance_id", "name"));
    KEYS.put("document", List.of("lane", "id"));
  }

  private final Connection connection;

  Cells(Connection connection) {
    this.connection = connection;
  }

  /** A row as it is; {@code types} as the database names them. */
  record Row(String table, Map<String, @Nullable Object> values, Map<String, String> types) {

    InstanceId instance() {
      var column = table.matches("instance|document") ? "id" : "instance_id";
      return new InstanceId(uuid(values.get(column)));
    }

    @Override
    public String toString() {
      return table + " of " + instance() + "@" + values.get("version");
    }
  }

  static UUID uuid(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      var buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    return UUID.fromString(String.valueOf(value));
  }

  List<Row> rows(String table) throws SQLException {
    var order = String.join(", ", KEYS.getOrDefault(table, List.of("1")));
    try (var statement = connection.createStatement();
        var found = statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order)) {
      var rows = new ArrayList<Row>();
      while (found.next()) {
        rows.add(row(table, found));
      }
      return rows;
    }
  }

  private static Row row(String table, ResultSet found) throws SQLException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var types = new LinkedHashMap<String, String>();
    var columns = found.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(columns.getColumnName(i), found.getObject(i));
      types.put(columns.getColumnName(i), columns.getColumnTypeName(i));
    }
    return new Row(table, values, types);
  }

  /**
   * Writes a cell of a row whose key is still as it was, or is made so again by this.
   *
   * @param now what is in the cell at the moment
   */
  int write(Row row, String column, @Nullable Object now, @Nullable Object value)
      throws SQLException {
    var keys = KEYS.getOrDefault(row.table(), List.of());
    var where = keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
    var sql = "UPDATE " + row.table() + " SET " + column + " = ? WHERE " + where;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      int index = 2;
      for (var key : keys) {
        statement.setObject(index++, key.equals(column) ? now : row.values().get(key));
      }
      return statement.executeUpdate();
    }
  }
}
