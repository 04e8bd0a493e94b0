package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving a store while it is used, and making a store of what was saved. */
class BackupCommandsTest {
  @TempDir private Path folder = Path.of("");
  private Cli cli = Cli.in(folder);
  private String id = "";

  @BeforeEach
  void one_order_runs() {
    cli = Cli.in(folder).prepared();
    id = cli.running("{\"title\":\"Lamp\"}");
  }

  @Test
  void a_backup_is_a_store_with_all_that_was_there() {
    var saved = cli.run("backup", "save", "copy.db", "--json");
    assertThat(saved.json().require("bytes").asLong()).isPositive();
    cli.run("backup", "restore", "copy.db", "--to", "again.db").ends(0);
    for (var store : new String[] {"sqlite:copy.db", "sqlite:again.db"}) {
      assertThat(cli.run("show", id, "--store", store, "--json").out())
          .isEqualTo(cli.run("show", id, "--json").out());
      cli.run("verify", "--store", store).ends(0);
    }
  }

  @Test
  void a_store_is_saved_while_another_has_it_open_and_commits() throws IOException {
    try (var cairn = Cairn.open("sqlite:" + folder.resolve("store.db"))) {
      var instance = InstanceId.of(id);
      cairn.workflows().commit(count(instance)).orThrow();
      // As another process would: this one refuses to open the store a second time.
      cli.run("backup", "save", "copy.db").ends(0);
      cairn.workflows().commit(count(instance)).orThrow();
    }
    assertThat(version("sqlite:copy.db")).isEqualTo(3);
    assertThat(version("sqlite:store.db")).isEqualTo(4);
    assertThat(Files.exists(folder.resolve("copy.db.part"))).isFalse();
  }

  private static Commit count(InstanceId instance) {
    return Commit.to(instance).with(new Mutation.IncrementStepCount());
  }

  private long version(String store) {
    return cli.run("show", id, "--store", store, "--json").json().require("version").asLong();
  }

  @Test
  void nothing_is_overwritten() throws IOException {
    cli.write("copy.db", "mine");
    cli.run("backup", "save", "copy.db").ends(4);
    assertThat(Files.readString(folder.resolve("copy.db"))).isEqualTo("mine");
    cli.run("backup", "save", "good.db").ends(0);
    cli.run("backup", "restore", "good.db", "--to", "store.db").ends(4);
    cli.write("left.db-wal", "of another file");
    cli.run("backup", "restore", "good.db", "--to", "left.db").ends(4);
  }

  @Test
  void what_is_not_there_or_no_file_is_named() {
    cli.run("backup", "restore", "none.db", "--to", "again.db").ends(3);
    cli.run("backup", "save", "copy.db", "--store", "sqlite:none.db").ends(3);
    cli.run("backup", "save", "copy.db", "--store", "jdbc:postgresql://nowhere/db").ends(2);
    cli.run("backup").ends(2);
  }

  @Test
  void a_damaged_backup_is_found_out() throws IOException {
    cli.run("backup", "save", "copy.db").ends(0);
    var bytes = Files.readAllBytes(folder.resolve("copy.db"));
    var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(
        folder.resolve("copy.db"),
        text.replace("Lamp", "Lamb"),
        java.nio.charset.StandardCharsets.ISO_8859_1);
    cli.run("backup", "restore", "copy.db", "--to", "again.db").ends(6);
  }
}
