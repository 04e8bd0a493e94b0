package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./dev bench commit}: see {@link Settings} for what else it takes. */
public final class Main {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(<!-- bench:commit:begin -->\n).*?(<!-- bench:commit:end -->)", Pattern.DOTALL);

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var subject = arguments.length == 0 ? "" : arguments[0];
    if (!subject.equals("commit") && !subject.equals("engine")) {
      System.err.println(
          "usage: ./dev bench commit|engine [--rounds N] [--seconds S] [--only REGEX] [--million]\n"
              + "         [--instances N] [--versions N] [--update-docs]");
      System.exit(2);
    }
    var settings = Settings.parse(arguments);
    var report = new Report();
    var stage = new Stage(settings, report);
    try (var databases = new Databases()) {
      if (subject.equals("engine")) {
        new EngineBench(databases, stage).run();
      } else {
        new CommitBench(databases, stage).run();
        new DepthBench(databases, stage).run();
        new QueryBench(databases, stage).run();
      }
    }
    System.out.println(report.table());
    if (settings.page().isPresent()) {
      write(settings.page().get(), report.table());
    }
  }

  /** Puts the table between the marks of a page. */
  private static void write(Path page, String table) throws IOException {
    var replaced =
        BLOCK
            .matcher(Files.readString(page))
            .replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
    Files.writeString(page, replaced);
  }
}
