package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Sha256;
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

  /** Makes of a store what the release before made, with a key in it. */
  private static void undoAdmissions(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE admission");
      statement.execute("DELETE FROM schema_version WHERE version > 1");
    }
  }

  @Test
  void a_store_of_the_schema_before_is_brought_up_to_date(@TempDir Path folder)
      throws SQLException {
    var file = folder.resolve("cairn.db");
    var url = PostgresServer.freshDatabase();
    var settings = PostgresSettings.defaults();
    SqlStores.sqlite(file).close();
    SqlStores.postgresql(url, settings).close();
    undoAdmissions("jdbc:sqlite:" + file);
    undoAdmissions(url);
    try (var sqlite = SqlStores.sqlite(file);
        var postgres = SqlStores.postgresql(url, settings)) {
      for (var store : Set.of(sqlite, postgres)) {
        assertThat(store.admissions().end(Sha256.ofUtf8("x"))).isFalse();
        assertThat(store.traits().lanes()).isEqualTo(1);
      }
    }
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
