package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands answer, to people and to programs. */
class CommandsTest {
  @TempDir private Path folder = Path.of("");
  private Cli cli = Cli.in(folder);
  private String id = "";

  @BeforeEach
  void one_order_runs() {
    cli = Cli.in(folder).prepared();
    id = cli.running("{\"title\":\"Lamp\",\"total\":120}");
  }

  @Test
  void ps_lists_instances_and_hides_cancelled_ones() {
    assertThat(cli.run("ps").out()).contains(id, "orders", "Running");
    cli.run("cancel", id, "--reason", "sold out").ends(0);
    assertThat(cli.run("ps").out()).contains("no instances");
    assertThat(cli.run("ps", "--all").out()).contains(id, "Cancelled");
    assertThat(cli.run("ps", "--status", "cancelled").out()).contains(id);
  }

  @Test
  void query_finds_by_what_is_inside_and_shows_the_values_asked_for() {
    assertThat(cli.run("query", "context.total > 100", "--select", "context.title").out())
        .contains(id, "Lamp");
    assertThat(cli.run("query", "context.total > 200").out()).contains("no instances");
    assertThat(cli.run("query", "context.total > 100", "--count").out().strip()).isEqualTo("1");
    assertThat(cli.run("query", "context.total > 100", "--json").text("/items/0/id")).isEqualTo(id);
  }

  @Test
  void show_reads_the_present_a_version_and_a_moment() {
    var early = cli.run("show", id, "--version", "1", "--json").json();
    assertThat(early.require("status").asString()).isEqualTo("Created");
    var time = early.require("updatedAt").asString();
    assertThat(cli.run("show", id, "--as-of", time, "--json").json()).isEqualTo(early);
    assertThat(cli.run("show", id).out()).contains("Running", "\"Lamp\"", "version");
    cli.run("show", id, "--as-of", "2001-01-01T00:00:00Z").ends(3);
  }

  @Test
  void patch_commits_on_the_version_that_was_read() {
    var patched = cli.run("patch", id, "--merge", "{\"total\":90}", "--version", "2", "--json");
    assertThat(patched.json().require("version").asLong()).isEqualTo(3);
    var operation = "[{\"op\":\"add\",\"path\":\"/note\",\"value\":\"gift\"}]";
    cli.run("patch", id, "--json-patch", operation, "--version", "3").ends(0);
    assertThat(cli.run("diff", id, "2", "4").out())
        .contains("/context/total", "- 120", "+ 90", "/context/note");
    assertThat(cli.run("blame", id, "/context/note", "--json").json().require("version").asLong())
        .isEqualTo(4);
  }

  @Test
  void a_commit_with_a_key_is_made_once() {
    cli.write("m.json", "[{\"type\":\"incrementStepCount\"}]");
    String[] commit = {"commit", id, "--file", "m.json", "--version", "2", "--key", "k1", "--json"};
    var first = cli.run(commit);
    assertThat(first.json().require("version").asLong()).isEqualTo(3);
    assertThat(cli.run(commit).json()).isEqualTo(first.json());
    assertThat(cli.run("history", id, "--json").json().require("items").asArray().size())
        .isEqualTo(3);
  }

  @Test
  void a_conflict_is_refused_and_a_merge_keeps_both() {
    cli.run("patch", id, "--merge", "{\"title\":\"Lamps\"}", "--version", "2").ends(0);
    cli.run("patch", id, "--merge", "{\"total\":1}", "--version", "2").ends(4);
    cli.run("patch", id, "--merge", "{\"total\":1}", "--version", "2", "--on-conflict", "merge")
        .ends(0);
    assertThat(cli.run("show", id).out()).contains("Lamps", "\"total\": 1");
  }

  @Test
  void checkpoints_bring_back_what_was() {
    cli.run("checkpoint", id, "good").ends(0);
    cli.run("patch", id, "--merge", "{\"title\":null}", "--version", "2").ends(0);
    assertThat(cli.run("restore", id, "--checkpoint", "good", "--dry-run").out())
        .contains("/context/title", "Nothing was changed");
    assertThat(cli.run("restore", id, "--checkpoint", "good").out()).contains("as version 4");
    assertThat(cli.run("checkpoint", id).out()).contains("good", "safety-3", "manual");
    assertThat(cli.run("show", id).out()).contains("Lamp");
  }

  @Test
  void a_fork_names_where_it_came_from() {
    var fork = cli.run("fork", id, "1", "--json");
    assertThat(fork.text("/forkedFrom/id")).isEqualTo(id);
    assertThat(cli.run("show", fork.text("/id")).out()).contains("forked from");
  }

  @Test
  void a_snapshot_can_be_restored() {
    cli.run("snapshot", id, "-o", "lamp.snapshot").ends(0);
    cli.run("patch", id, "--merge", "{\"title\":\"x\"}", "--version", "2").ends(0);
    cli.run("restore", id, "--snapshot", "lamp.snapshot").ends(0);
    assertThat(cli.run("show", id).out()).contains("Lamp");
    cli.write("junk", "junk").run("restore", id, "--snapshot", "junk").ends(1);
  }

  @Test
  void the_life_cycle_is_a_command_each() {
    assertThat(cli.run("pause", id, "--reason", "lunch").out()).contains("Paused", "version 3");
    assertThat(cli.run("resume", id).out()).contains("Running");
    assertThat(cli.run("events", id).out()).contains("Created", "Started", "Paused", "lunch");
    assertThat(cli.run("receipts", id).out()).contains("HASH", "000000000000");
    cli.run("delete", id).ends(0);
    cli.run("show", id).ends(3);
    cli.run("receipts", id).ends(0);
  }

  @Test
  void pruned_versions_are_gone_and_the_store_still_verifies() {
    cli.run("prune", id, "--before", "2").ends(0);
    cli.run("show", id, "--version", "1").ends(3);
    cli.run("purge", id).ends(2);
    cli.run("purge", id, "--yes").ends(0);
    assertThat(cli.run("verify").ends(0).out()).contains("sound 1 instances");
    assertThat(cli.run("verify", "--json").json().require("ok").asBoolean()).isTrue();
  }

  @Test
  void export_and_import_move_whole_instances() {
    cli.run("export", "--where", "true", "-o", "all.jsonl").ends(0);
    assertThat(cli.run("import", "all.jsonl", "--store", "sqlite:copy.db").out()).contains(id);
    var there = cli.run("receipts", id, "--store", "sqlite:copy.db", "--json").json();
    assertThat(there).isEqualTo(cli.run("receipts", id, "--json").json());
    cli.run("verify", "--store", "sqlite:copy.db").ends(0);
    cli.run("import", "all.jsonl", "--store", "sqlite:copy.db").ends(4);
    var piped = cli.run("export", id).out();
    assertThat(cli.feed(piped, "import", "-", "--store", "sqlite:piped.db").out()).contains(id);
  }

  @Test
  void statistics_count() {
    assertThat(cli.run("stats").out()).contains("1 instances", "Running", "orders");
    assertThat(cli.run("stats", "--where", "context.total > 500").out()).contains("0 instances");
  }

  @Test
  void definitions_are_listed_shown_and_deprecated() {
    assertThat(cli.run("definitions").out()).contains("orders");
    assertThat(cli.run("definitions", "show", "ORDERS").out()).contains("pick");
    cli.run("definitions", "show", "nothing").ends(3);
    cli.run("definitions", "deprecate", "orders", "1").ends(0);
    cli.run("create", "orders").ends(3);
  }

  @Test
  void keys_are_made_listed_and_revoked() {
    var made = cli.run("keys", "create", "mia", "--role", "Participant", "--actor", "root");
    var text = made.ends(0).out().strip();
    assertThat(text).matches("cairn_[A-Za-z0-9_-]{43}");
    assertThat(made.err()).contains("only time").doesNotContain(text);
    var listed = cli.run("keys");
    assertThat(listed.out()).contains("mia", "root", text.substring(0, 12)).doesNotContain(text);
    var key = cli.run("keys", "list", "--json").text("/items/0/id");
    assertThat(cli.run("keys", "revoke", key, "--json").json().require("revokedAt").isNull())
        .isFalse();
    cli.run("keys", "revoke", id).ends(3);
    cli.run("keys", "revoke", "none").ends(1);
  }

  @Test
  void a_key_needs_a_role_and_may_expire() {
    cli.run("keys", "create", "mia").ends(2);
    cli.run("keys", "create", "mia", "--role", "king").ends(1);
    cli.run("keys", "create", "me", "--role", "Viewer").ends(1);
    cli.run("keys", "create", "mia", "--role", "Viewer", "--expires", "soon").ends(2);
    var time = "2040-01-31T00:00:00Z";
    var made =
        cli.run(
            "keys",
            "create",
            "mia",
            "--role",
            "Viewer",
            "--role",
            "legal",
            "--expires",
            time,
            "--json");
    assertThat(made.text("/expiresAt")).startsWith("2040-01-31T00:00:00");
    assertThat(made.text("/key")).startsWith("cairn_");
  }

  @Test
  void me_is_the_actor() {
    cli.run("create", "orders", "--owner", "zoe").ends(0);
    assertThat(cli.run("query", "owner == 'me'", "--actor", "zoe", "--count").out()).contains("1");
    assertThat(cli.run("query", "owner == 'me'", "--actor", "nobody", "--count").out())
        .contains("0");
  }

  @Test
  void the_canonical_form_can_be_recomputed() {
    assertThat(cli.feed("{\"b\":1.0,\"a\":[]}", "canonical").out().lines())
        .containsExactly(
            "{\"a\":[],\"b\":1}",
            "1c8f8816506a8ccbc55140d8a7bb70214a8942c7030fc0fc2914cec675cd1c15");
  }
}
