package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./dev bench commit}, {@code http} or others: see {@link Settings} for what else they take.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var name = arguments.length == 0 ? "" : arguments[0];
    if (!List.of("commit", "engine", "http", "streams").contains(name)) {
      System.err.println(
          """
          usage: ./dev bench commit [--rounds N] [--seconds S] [--only REGEX] [--million]
                   [--instances N] [--versions N] [--update-docs]
                 ./dev bench engine [--rounds N] [--seconds S] [--only REGEX] [--peers]
                   [--timers N] [--window S] [--open N] [--update-docs]
                 ./dev bench http|streams [--rounds N] [--seconds S] [--only REGEX] [--update-docs]\
          """);
      System.exit(2);
    }
    var settings = Settings.parse(arguments);
    var table = name.equals("engine") ? engine(settings) : floors(name, settings);
    System.out.println(table);
    if (settings.page().isPresent()) {
      write(settings.page().get(), name, table);
    }
  }

  private static String engine(Settings settings) throws Exception {
    var layout = new StepLayout();
    var report = new Report(layout);
    try (var databases = new Databases()) {
      new EngineBench(databases, new Stage(settings, report), layout).run();
    }
    return report.table();
  }

  private static String floors(String name, Settings settings) throws Exception {
    var report = new Report(new FloorLayout());
    run(name, new Stage(settings, report));
    return report.table();
  }

  private static void run(String name, Stage stage) throws Exception {
    switch (name) {
      case "http" -> Databases.inFolder(folder -> new HttpBench(folder, stage).run());
      case "streams" -> Databases.inFolder(folder -> new StreamBench(folder, stage).run());
      default -> runOnBoth(stage);
    }
  }

  private static void runOnBoth(Stage stage) throws Exception {
    try (var databases = new Databases()) {
      new CommitBench(databases, stage).run();
      new DepthBench(databases, stage).run();
      new QueryBench(databases, stage).run();
    }
  }

  /** Puts the table between the marks of a page. */
  private static void write(Path page, String name, String table) throws IOException {
    var begin = "<!-- bench:" + name + ":begin -->\n";
    var block =
        Pattern.compile("(" + begin + ").*?(<!-- bench:" + name + ":end -->)", Pattern.DOTALL);
    var replaced =
        block
            .matcher(Files.readString(page))
            .replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
    Files.writeString(page, replaced);
  }
}
