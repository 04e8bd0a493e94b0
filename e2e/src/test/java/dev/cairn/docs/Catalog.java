package dev.cairn.docs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a database, as its own catalog names them. */
record Catalog(Map<String, List<Column>> columns, Map<String, List<String>> indexes) {
  /** A column, and its place in the primary key: 0 when it is not in it. */
  record Column(String name, String type, String need, int key) {}

  private static final String POSTGRES_COLUMNS =
      """
      SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
             CASE WHEN a.attnotnull THEN 'yes' ELSE '' END,
             coalesce(array_position(k.conkey, a.attnum), 0)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
       ORDER BY c.relname, a.attnum
      """;

  private static final String POSTGRES_INDEXES =
      """
      SELECT tablename, indexdef FROM pg_indexes
       WHERE schemaname = 'public' ORDER BY tablename, indexname
      """;

  private static final String SQLITE_COLUMNS =
      """
      SELECT t.name, c.name, lower(c.type),
             CASE WHEN c."notnull" OR c.pk > 0 THEN 'yes' ELSE '' END, c.pk
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c
       WHERE t.type = 'table' ORDER BY t.name, c.cid
      """;

  private static final String SQLITE_INDEXES =
      """
      SELECT tbl_name, sql FROM sqlite_schema
       WHERE type = 'index' AND sql IS NOT NULL ORDER BY tbl_name, name
      """;

  static Catalog postgresql(String url) throws SQLException {
    return read(url, POSTGRES_COLUMNS, POSTGRES_INDEXES);
  }

  static Catalog sqlite(String file) throws SQLException {
    return read("jdbc:sqlite:" + file, SQLITE_COLUMNS, SQLITE_INDEXES);
  }

  private static Catalog read(String url, String columns, String indexes) throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      return new Catalog(columns(connection, columns), indexes(connection, indexes));
    }
  }

  private static Map<String, List<Column>> columns(Connection connection, String sql)
      throws SQLException {
    var tables = new TreeMap<String, List<Column>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(
                new Column(
                    rows.getString(2), rows.getString(3), rows.getString(4), rows.getInt(5)));
      }
    }
    return tables;
  }

  private static Map<String, List<String>> indexes(Connection connection, String sql)
      throws SQLException {
    var indexes = new TreeMap<String, List<String>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        indexes
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(rows.getString(2).replaceAll("\\s+", " "));
      }
    }
    return indexes;
  }
}
