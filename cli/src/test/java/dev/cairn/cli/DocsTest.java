package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of the pages: every {@code cairn} line of a {@code sh} block, in order, each
 * page on a fresh copy of a demo's store. {@code # exit N} at the end of a line says how it ends.
 */
class DocsTest {
  private static final Pattern FILE =
      Pattern.compile("`([a-z-]+\\.json)`:\n\n```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("(?:\\./)?cairn (.*?)(?: # exit (\\d+))?");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** The instance that was made last. */
  private static final String RUN = "$RUN";

  @TempDir private static Path demo = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void a_demo_leaves_a_store() {
    Cli.in(demo).run("demo", "--data", "demo").ends(0);
  }

  private static Path root() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Objects.requireNonNull(root.getParent(), "no mvnw above");
    }
    return root;
  }

  static Stream<Path> pages() throws IOException {
    var root = root();
    try (var docs = Files.list(root.resolve("docs"))) {
      var pages = new ArrayList<>(docs.filter(it -> it.toString().endsWith(".md")).toList());
      pages.add(root.resolve("README.md"));
      return pages.stream().filter(Files::exists).filter(it -> !commands(it).isEmpty()).sorted();
    }
  }

  private static void copyExamples(Path folder) throws IOException {
    var target = Files.createDirectories(folder.resolve("examples"));
    try (var all = Files.list(root().resolve("examples"))) {
      for (var file : all.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static List<String> commands(Path page) {
    return BLOCK
        .matcher(text(page))
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> COMMAND.matcher(line).matches())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_example_ends_as_the_page_says(Path page) throws IOException {
    var data = Files.createDirectories(folder.resolve("cairn-data"));
    Files.copy(demo.resolve("demo/cairn.db"), data.resolve("cairn.db"));
    copyExamples(folder);
    var cli = Cli.in(folder).withEnv(Map.of());
    FILE.matcher(text(page)).results().forEach(it -> cli.write(it.group(1), it.group(2)));
    var variables = new HashMap<String, String>();
    variables.put("$ID", first(cli, "definition == 'run-report'", "createdAt"));
    variables.put("$OTHER", first(cli, "definition == 'earthquakes'", "createdAt"));
    for (var line : commands(page)) {
      var command = COMMAND.matcher(line);
      assertThat(command.matches()).isTrue();
      if (line.contains(RUN)) {
        variables.put(RUN, first(cli, "true", "-createdAt"));
      }
      int expected = command.group(2) == null ? 0 : Integer.parseInt(command.group(2));
      var run = cli.run(words(command.group(1), variables));
      assertThat(run.code()).as("%s%n%s", line, run.err()).isEqualTo(expected);
    }
  }

  private static String first(Cli cli, String where, String order) {
    var found = cli.run("query", where, "--sort", order, "--json");
    return Json.parse(found.out()).at("/items/0/id").orElseThrow().asString();
  }

  private static String[] words(String line, Map<String, String> variables) {
    var words = new ArrayList<String>();
    var word = WORD.matcher(line);
    while (word.find()) {
      var quoted = word.group(1) == null ? word.group(2) : word.group(1);
      words.add(quoted == null ? variables.getOrDefault(word.group(3), word.group(3)) : quoted);
    }
    return words.toArray(String[]::new);
  }
}
