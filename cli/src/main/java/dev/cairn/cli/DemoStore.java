package dev.cairn.cli;

import dev.cairn.Options;
import dev.cairn.cli.demo.Demo;
import dev.cairn.cli.demo.Stage;
import dev.cairn.cli.text.Ink;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Where a demonstration is played: a fresh store, which stays. */
final class DemoStore {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  private final Output out;
  private final Path folder;
  private final Optional<String> named;
  private final List<Path> places;

  DemoStore(Output out, Optional<String> data, List<String> traces) {
    this.out = out;
    this.named = data;
    this.folder =
        data.map(out.world()::file)
            .orElseGet(() ->
                DataFolder.in(out.world())
                    .path()
                    .resolve(
                        DataFolder.DEMO
                            + TIME.format(
                                Options.defaults()
                                    .clock()
                                    .instant()
                                    .atZone(ZoneId.systemDefault()))));
    this.places = traces.stream().map(out.world()::file).toList();
  }

  /** The folder of the store, once it was played. */
  Path folder() {
    return folder;
  }

  int play() {
    var file = folder.resolve(DataFolder.FILE);
    var demo = Demo.of(stage(), file, places, named.map(it -> "sqlite:" + file));
    makeFolder(file);
    var summary = demo.run();
    var json =
        JsonObject.of(
            "store",
            "sqlite:" + file,
            "instances",
            summary.instances(),
            "tasks",
            summary.tasks(),
            "versions",
            summary.verifiedVersions(),
            "commitsPerSecond",
            summary.commitsPerSecond(),
            "historyBytes",
            summary.historyBytes(),
            "ok",
            true);
    out.show(
        json,
        () -> {
          out.line("");
          out.line(out.pen().paint(Ink.GREEN, "All of this was checked, and held."));
        });
    return ExitCode.DONE;
  }

  /** People watch; a program waits for the end. */
  private Stage stage() {
    return out.isJson()
        ? new Stage(new PrintStream(OutputStream.nullOutputStream()), dev.cairn.cli.text.Pen.PLAIN)
        : new Stage(out.world().out(), out.pen());
  }

  private void makeFolder(Path file) {
    if (Files.exists(file)) {
      throw new UsageException(
          "store_exists", "there is a store in " + folder + " already", "name a new folder");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
