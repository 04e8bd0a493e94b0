package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/schema.md shows what the catalogs of both databases say, in the order of the page. */
class SchemaPageTest {
  private static final String PATH = "docs/schema.md";

  @TempDir Path folder;

  @Test
  void the_page_shows_the_tables_of_both_databases() throws Exception {
    var file = folder.resolve("schema.db").toString();
    Cairn.open("sqlite:" + file).close();
    var sqlite = Catalog.sqlite(file);
    try (var server = EmbeddedPostgres.start()) {
      var url = server.getJdbcUrl("postgres", "postgres");
      Cairn.open(url).close();
      var postgresql = Catalog.postgresql(url);
      assertThat(sqlite.columns().keySet()).isEqualTo(postgresql.columns().keySet());
      check("diagram", diagram(postgresql));
      for (var table : postgresql.columns().keySet()) {
        check(table, table(table, postgresql, sqlite));
      }
    }
  }

  private static void check(String mark, String now) {
    assertThat(Pages.generated(PATH, mark, now)).isEqualTo(now);
  }

  private static String diagram(Catalog catalog) {
    var diagram = new StringBuilder("```mermaid\nerDiagram\n");
    catalog
        .columns()
        .forEach((table, columns) -> {
          columns.forEach(column -> relation(table, column, diagram));
          diagram.append("  ").append(table).append(" {\n");
          columns.stream()
              .filter(column -> column.key() > 0 || isReference(column))
              .forEach(column -> diagram.append("    ").append(cell(column)).append('\n'));
          diagram.append("  }\n");
        });
    return diagram.append("```\n").toString();
  }

  private static boolean isReference(Catalog.Column column) {
    return List.of("instance_id", "owner_id", "lane").contains(column.name());
  }

  private static void relation(String table, Catalog.Column column, StringBuilder diagram) {
    switch (column.name()) {
      case "instance_id" -> diagram.append("  instance ||--o{ ").append(table).append(" : has\n");
      case "owner_id" -> diagram.append("  users ||--o{ ").append(table).append(" : owns\n");
      case "definition_version" ->
          diagram.append("  definition ||--o{ ").append(table).append(" : describes\n");
      default -> {}
    }
    boolean ofLane = column.name().equals("lane") && table.matches("instance|projection");
    diagram.append(ofLane ? "  lane ||--o{ " + table + " : groups\n" : "");
    boolean isDocument = table.equals("document") && column.name().equals("id");
    diagram.append(isDocument ? "  instance ||--o| document : \"is shown as\"\n" : "");
  }

  private static String cell(Catalog.Column column) {
    var type = column.type().replace(' ', '_');
    return type + " " + column.name() + (column.key() > 0 ? " PK" : "");
  }

  private static String table(String table, Catalog postgresql, Catalog sqlite) {
    var rows =
        new StringBuilder("| column | PostgreSQL | SQLite | always there |\n|---|---|---|---|\n");
    var others =
        sqlite.columns().getOrDefault(table, List.of()).stream()
            .collect(Collectors.toMap(Catalog.Column::name, column -> column));
    for (var column : postgresql.columns().getOrDefault(table, List.of())) {
      var other = Optional.ofNullable(others.remove(column.name())).orElseThrow();
      var key = column.key() > 0 ? " (key " + column.key() + ")" : "";
      rows.append(
          "| `%s`%s | %s | %s | %s |\n"
              .formatted(column.name(), key, column.type(), other.type(), column.need()));
    }
    assertThat(others).as("columns of %s on SQLite only", table).isEmpty();
    return rows.append(indexes("PostgreSQL", postgresql.indexes().getOrDefault(table, List.of())))
        .append(indexes("SQLite", sqlite.indexes().getOrDefault(table, List.of())))
        .toString();
  }

  private static String indexes(String database, List<String> indexes) {
    return indexes.isEmpty()
        ? ""
        : indexes.stream()
            .map(SchemaPageTest::wrapped)
            .collect(
                Collectors.joining("\n", "\nIndexes on " + database + ":\n\n```sql\n", "\n```\n"));
  }

  private static String wrapped(String index) {
    return index
        .replace("public.", "")
        .replace("USING btree ", "")
        .replaceFirst(" ON ", "\n  ON ")
        .replaceFirst(" WHERE ", "\n  WHERE ")
        .replace("::text", "")
        .replaceFirst("ANY \\(\\(?ARRAY\\[", "ANY (ARRAY[\n    ");
  }
}
