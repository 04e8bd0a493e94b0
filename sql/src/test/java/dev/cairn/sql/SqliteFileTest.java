package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.UserId;
import dev.cairn.store.Append;
import dev.cairn.store.Store.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("cairn.db");
  }

  @Test
  void a_second_opener_is_refused_politely() {
    try (var first = SqlStores.sqlite(file)) {
      assertThat(first.traits().ownership()).isEqualTo(Ownership.EXCLUSIVE);
      assertThatThrownBy(() -> SqlStores.sqlite(file))
          .isInstanceOf(CairnException.Unavailable.class)
          .hasMessageContaining("is open in another process");
    }
    SqlStores.sqlite(file).close();
  }

  @Test
  void what_was_written_is_there_after_opening_again() throws IOException {
    Case written;
    try (var store = SqlStores.sqlite(file)) {
      var owner = store.catalog().addUser("ada", new UserId(UUID.randomUUID()));
      written = Case.of(owner, UUID.randomUUID()).next().into(store);
    }
    assertThat(Files.exists(folder.resolve("cairn.db-wal"))).isFalse();
    try (var store = SqlStores.sqlite(file)) {
      assertThat(store.log().revisions(written.id(), 1, 1, 1))
          .containsExactly(written.revision().orElseThrow());
      assertThat(store.documents().progress().getFirst().position()).isEqualTo(1);
    }
  }

  @Test
  void the_log_beside_the_file_stays_small_under_load() throws IOException {
    try (var store = SqlStores.sqlite(file)) {
      var owner = store.catalog().addUser("ada", new UserId(UUID.randomUUID()));
      long largest = 0;
      for (int i = 0; i < 20_000; i += 100) {
        store.log().append(0, group(owner));
        largest = Math.max(largest, Files.size(folder.resolve("cairn.db-wal")));
      }
      assertThat(largest).isLessThan(64L << 20);
    }
  }

  private static List<Append> group(UserId owner) {
    return IntStream.range(0, 100)
        .mapToObj(i -> Case.of(owner, UUID.randomUUID()).next().append())
        .toList();
  }

  @Test
  void a_store_of_a_newer_release_is_refused() throws SQLException {
    SqlStores.sqlite(file).close();
    change("INSERT INTO schema_version VALUES (99, 'V099__later.sql', 'x')");
    assertThatThrownBy(() -> SqlStores.sqlite(file))
        .isInstanceOf(CairnException.Unavailable.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void a_checkpoint_that_was_tampered_with_is_noticed() throws SQLException {
    Case it;
    try (var store = SqlStores.sqlite(file)) {
      var owner = store.catalog().addUser("ada", new UserId(UUID.randomUUID()));
      it = Case.of(owner, UUID.randomUUID()).next().into(store);
      store.log().addCheckpoint(it.checkpoint("here"));
    }
    change("UPDATE checkpoint SET actor = 'eve'");
    try (var store = SqlStores.sqlite(file)) {
      assertThatThrownBy(() -> store.log().checkpoints(it.id()))
          .isInstanceOf(CairnException.Integrity.class)
          .hasMessageContaining("here");
    }
  }

  @Test
  void a_file_that_is_no_database_is_damage() throws IOException {
    Files.writeString(file, "no database ".repeat(500));
    assertThatThrownBy(() -> SqlStores.sqlite(file)).isInstanceOf(CairnException.Integrity.class);
    assertThatThrownBy(() -> SqlStores.sqlite(file)).isInstanceOf(CairnException.Integrity.class);
  }

  private void change(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var update = connection.createStatement()) {
      update.executeUpdate(statement);
    }
  }
}
