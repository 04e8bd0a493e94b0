package dev.cairn.language;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the published suites beside the project; tests that need an absent one are skipped. */
final class Suites {
  private Suites() {}

  static Path folder(String name) {
    var found =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .map(at -> at.resolve("shared").resolve("suites").resolve(name))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(found.isPresent(), "no folder shared/suites/" + name + " beside the project");
    return found.orElseThrow();
  }
}
