package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands end, and what is said when it is not well. */
class ExitCodesTest {
  @TempDir private Path folder = Path.of("");
  private Cli cli = Cli.in(folder);
  private String id = "";

  @BeforeEach
  void one_order_runs() {
    cli = Cli.in(folder).prepared();
    id = cli.running("{\"title\":\"Lamp\"}");
  }

  @Test
  void refused_is_1() {
    var run = cli.run("start", id).ends(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(2).last().asString().startsWith("  hint: ");
    assertThat(cli.run("start", id, "--json").problem().require("code").asString())
        .isEqualTo("invalid_transition");
    cli.feed("{\"id\":\"x\",\"unknown\":1}", "definitions", "register", "-").ends(1);
    cli.feed("{\"a\":1,\"a\":2}", "canonical").ends(1);
  }

  @Test
  void usage_is_2() {
    for (var command :
        new String[][] {
          {},
          {"nonsense"},
          {"ps", "--nonsense"},
          {"show"},
          {"show", "xyz"},
          {"query", "context.title ==="},
          {"patch", id, "--version", "2"},
          {"restore", id},
          {"patch", id, "--merge", "{", "--version", "2"},
          {"ps", "--store", "mysql:x"}
        }) {
      var run = cli.run(command).ends(2);
      assertThat(run.err().lines()).as(String.join(" ", command)).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void not_found_is_3() {
    cli.run("show", "00000000-0000-0000-0000-000000000000").ends(3);
    cli.run("show", "abcdef99").ends(3);
    cli.run("show", id, "--version", "99").ends(3);
    cli.run("restore", id, "--checkpoint", "none").ends(3);
    cli.run("ps", "--store", "sqlite:nowhere.db").ends(3);
    assertThat(folder.resolve("nowhere.db")).doesNotExist();
    cli.withEnv(Map.of()).run("ps").ends(3);
  }

  @Test
  void conflict_is_4_and_the_document_says_with_what() {
    cli.run("patch", id, "--merge", "{\"title\":\"A\"}", "--version", "2").ends(0);
    String[] stale = {"patch", id, "--merge", "{\"title\":\"B\"}", "--version", "2", "--json"};
    var problem = cli.run(stale).ends(4).problem();
    assertThat(problem.require("code").asString()).isEqualTo("version_conflict");
    assertThat(problem.require("currentVersion").asLong()).isEqualTo(3);
    assertThat(problem.at("/conflicts/0").orElseThrow().asString()).isEqualTo("/title");
    cli.run("create", "orders", "--id", id).ends(4);
  }

  @Test
  void forbidden_is_5() {
    assertThat(ExitCode.of(new CairnException.Forbidden("not yours", "ask the owner")))
        .isEqualTo(5);
  }

  @Test
  void integrity_is_6() {
    var export = cli.run("export", id).out().replaceFirst("Lamp", "Limp");
    cli.feed(export, "import", "-", "--store", "sqlite:copy.db").ends(6);
  }

  @Test
  void a_store_that_is_open_elsewhere_is_69() {
    try (var other = Cairn.open("sqlite:" + folder.resolve("store.db"))) {
      assertThat(other.definitions().list()).hasSize(1);
      assertThat(cli.run("ps").ends(69).err()).contains("is open in another process");
    }
    cli.run("ps").ends(0);
  }

  @Test
  void a_bug_is_70_and_shows_no_stack_unless_asked() {
    var problem = Problem.of(new IllegalStateException("oops"));
    assertThat(problem.exit()).isEqualTo(70);
    assertThat(problem.detail()).contains("bug", "oops").doesNotContain("\tat ");
  }

  @Test
  void ids_may_be_shortened_as_long_as_one_is_meant() {
    var end = id.substring(28);
    assertThat(cli.run("show", end, "--json").text("/id")).isEqualTo(id);
    assertThat(cli.run("show", id.substring(0, 8), "--json").text("/id")).isEqualTo(id);
    var other = cli.running("{}");
    int same = 0;
    while (id.charAt(same) == other.charAt(same)) {
      same++;
    }
    var ambiguous = cli.run("show", id.substring(0, same)).ends(2);
    assertThat(ambiguous.err()).contains(id, other);
    cli.run("show", "abc").ends(2);
  }

  @Test
  void what_others_wrote_cannot_take_over_the_terminal() {
    var hostile = "\\u001b]0;owned\\u0007\\u009b2J\\u202egnp.exe\\nnext";
    var bad = cli.running("{\"title\":\"" + hostile + "\"}");
    cli.run("pause", bad, "--reason", "\u001b[2J\u202eevil").ends(0);
    for (var command :
        new String[][] {
          {"show", bad},
          {"show", bad, "--json"},
          {"query", "true", "--select", "context.title"},
          {"history", bad},
          {"events", bad},
          {"diff", bad, "1", "3"},
          {"ps", "--where", "context.title == '\u001b'"}
        }) {
      var run = cli.run(command);
      assertThat((run.out() + run.err()).chars())
          .as(String.join(" ", command))
          .noneMatch(c -> (c != '\n' && Character.isISOControl(c)) || c == 0x202e);
    }
    assertThat(cli.run("show", bad, "--json").text("/context/title"))
        .isEqualTo("\u001b]0;owned\u0007\u009b2J\u202egnp.exe\nnext");
  }

  @Test
  void colours_are_for_terminals_that_want_them() {
    assertThat(cli.run("ps").out()).doesNotContain("\u001b");
    assertThat(cli.onTerminal().run("ps").out()).contains("\u001b[36mRunning");
    var plain = cli.withEnv(Map.of("CAIRN_STORE", "sqlite:store.db", "NO_COLOR", "1"));
    assertThat(plain.onTerminal().run("ps").out()).doesNotContain("\u001b");
  }

  @Test
  void without_a_store_named_the_newest_demo_is_used_and_named() throws IOException {
    for (var demo : new String[] {"demo-20300101-000000", "demo-20300102-000000"}) {
      Files.createDirectories(folder.resolve("cairn-data").resolve(demo));
      cli.run("export", id, "-o", "one.jsonl").ends(0);
      cli.run("import", "one.jsonl", "--store", "sqlite:cairn-data/" + demo + "/cairn.db").ends(0);
    }
    var run = cli.withEnv(Map.of()).run("ps").ends(0);
    assertThat(run.err()).contains("sqlite:cairn-data/demo-20300102-000000/cairn.db");
    assertThat(run.out()).contains(id);
  }
}
