package dev.cairn.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of this repository, by their paths from its root. */
final class Pages {
  static final Path ROOT = root();

  /** Writes what is generated into the pages, in place of comparing it. */
  private static final boolean UPDATE = Boolean.getBoolean("cairn.docs.update");

  private Pages() {}

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return folder;
  }

  /** README.md, ARCHITECTURE.md and everything below docs. */
  static List<Page> all() {
    try (var docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              docs.map(path -> ROOT.relativize(path).toString())
                  .filter(name -> name.endsWith(".md"))
                  .sorted(),
              Stream.of("README.md", "ARCHITECTURE.md"))
          .map(Pages::page)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Page page(String path) {
    return new Page(path, read(ROOT.resolve(path)));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The generated part of a page, which has just been written anew when that is wanted. */
  static String generated(String path, String mark, String now) {
    if (UPDATE) {
      try {
        Files.writeString(ROOT.resolve(path), page(path).with(mark, now).text());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return page(path).part(mark);
  }
}
