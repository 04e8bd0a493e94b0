package dev.cairn.json;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Public conformance data, in shared/suites beside the project; without it the tests skip. */
final class Suites {
  private Suites() {}

  /** A file or folder of the suites. */
  static Path path(String name) {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .map(at -> at.resolve("shared/suites").resolve(name))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(
        found.isPresent(), () -> "skipped: no shared/suites/" + name + " beside the project");
    return found.orElseThrow();
  }

  /** The files of a folder of the suites, sorted. */
  static List<Path> files(String folder) {
    try (var files = Files.list(path(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
