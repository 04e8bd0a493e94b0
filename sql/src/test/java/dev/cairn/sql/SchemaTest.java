package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files of tables drift apart unless something holds them together. */
class SchemaTest {

  @Test
  void both_databases_have_the_same_tables_and_columns(@TempDir Path folder) throws SQLException {
    var file = folder.resolve("cairn.db");
    var url = PostgresServer.freshDatabase();
    SqlStores.sqlite(file).close();
    SqlStores.postgresql(url, PostgresSettings.defaults()).close();
    try (var sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
        var postgres = DriverManager.getConnection(url)) {
      var columns = columns(sqlite, null);
      assertThat(columns).isEqualTo(columns(postgres, "public")).containsKeys("revision", "users");
      assertThat(columns.get("revision")).contains("position", "mutations");
    }
  }

  private static Map<String, Set<String>> columns(Connection connection, @Nullable String schema)
      throws SQLException {
    var tables = new TreeMap<String, Set<String>>();
    try (var found = connection.getMetaData().getColumns(null, schema, "%", "%")) {
      while (found.next()) {
        tables
            .computeIfAbsent(found.getString("TABLE_NAME"), it -> new TreeSet<>())
            .add(found.getString("COLUMN_NAME"));
      }
    }
    tables.keySet().removeIf(it -> it.startsWith("sqlite_"));
    return tables;
  }

  @Test
  void both_folders_hold_the_files_that_are_applied() {
    for (var folder : Set.of("sqlite", "postgresql")) {
      for (var file : Migrations.FILES) {
        assertThat(Migrations.class.getResource("migrations/" + folder + "/" + file)).isNotNull();
      }
    }
  }

  @Test
  void the_number_of_lanes_is_that_of_the_first_opener() {
    var url = PostgresServer.freshDatabase();
    SqlStores.postgresql(url, PostgresSettings.defaults().lanes(3)).close();
    try (var store = SqlStores.postgresql(url, PostgresSettings.defaults().lanes(16))) {
      assertThat(store.traits().lanes()).isEqualTo(3);
      assertThat(store.documents().progress()).hasSize(3);
    }
  }
}
