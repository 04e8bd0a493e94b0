package dev.cairn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** The folder where the program keeps what it was not told to keep elsewhere. */
record DataFolder(Path path) {
  static final String NAME = "cairn-data";
  static final String FILE = "cairn.db";
  static final String DEMO = "demo-";

  static DataFolder in(World world) {
    return new DataFolder(world.file(NAME));
  }

  /** Its own store, or else that of the newest demo. */
  Optional<Path> newest() {
    var own = path.resolve(FILE);
    return Files.exists(own) ? Optional.of(own) : newestDemo();
  }

  private Optional<Path> newestDemo() {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    try (var folders = Files.list(path)) {
      // The names end in the time, so that the last one is the newest.
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(DEMO))
          .map(folder -> folder.resolve(FILE))
          .filter(Files::exists)
          .max(Comparator.naturalOrder());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
