package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import dev.cairn.sql.SqlStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say to type to a server is typed, and answers what they show. */
class TranscriptTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```console\n(.*?)```");
  private static final String PROMPT = "$ ";

  @TempDir Path folder;

  /** A command, and the lines that it prints. */
  private record Step(String command, List<String> printed) {}

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/server.md"})
  void the_transcript_is_true(String page) throws Exception {
    var options = Options.defaults().actor("server");
    var flags = new ServerConfig.Source("the test", Map.of("port", "0"));
    var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
    var config = ServerConfig.of(folder, List.of(flags));
    try (var cairn = Kernel.over(SqlStores.sqlite(folder.resolve("cairn.db")), options);
        var server = Server.start(cairn, config, journal, options.clock(), options.random())) {
      FirstStart.run(folder, cairn.identities());
      var steps = steps(page);
      assertThat(steps).hasSizeGreaterThan(6);
      var answers = answers(steps, server.address().toString());
      for (int i = 0; i < steps.size(); i++) {
        assertThat(answers.get(i)).as(steps.get(i).command).matches(pattern(steps.get(i).printed));
      }
    }
  }

  private static List<Step> steps(String name) throws IOException {
    var page = Files.readString(Path.of("..").resolve(name));
    var steps = new ArrayList<Step>();
    for (var block : BLOCK.matcher(page).results().toList()) {
      for (var line : block.group(1).lines().toList()) {
        if (line.startsWith(PROMPT)) {
          steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
        } else if (line.startsWith("    ")) {
          var last = steps.removeLast();
          steps.add(new Step(last.command + "\n" + line, new ArrayList<>()));
        } else {
          steps.getLast().printed.add(line);
        }
      }
    }
    return steps;
  }

  /** Runs all in one shell, which keeps its variables, and tells the answers apart. */
  private List<String> answers(List<Step> steps, String url) throws Exception {
    var mark = "---8<---";
    var script =
        steps.stream()
            .map(step -> step.command + "\necho\necho '" + mark + "'\n")
            .collect(Collectors.joining());
    var file = Files.writeString(folder.resolve("script.sh"), script);
    var shell = new ProcessBuilder("sh", file.toString()).directory(folder.toFile());
    shell.environment().put("URL", url);
    var process = shell.redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return Pattern.compile(Pattern.quote(mark)).splitAsStream(out).map(String::strip).toList();
  }

  /** Three dots stand for anything. */
  private static Pattern pattern(List<String> printed) {
    var text = String.join("\n", printed);
    return Pattern.compile(
        Pattern.compile("…")
            .splitAsStream(text + " ")
            .map(part -> part.strip().isEmpty() ? "" : Pattern.quote(part.stripTrailing()))
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
