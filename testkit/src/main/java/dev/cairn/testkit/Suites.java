package dev.cairn.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Public test suites, kept in {@code shared/suites} beside the project or above it. */
final class Suites {
  private Suites() {}

  /** The big list of naughty strings, but those that no JSON of Cairn holds. */
  static List<String> naughtyStrings() {
    var file = find("blns/blns.json");
    if (file.isEmpty()) {
      return abort("shared/suites/blns is not there: nothing to test with");
    }
    try {
      var list = Json.parse(Files.readString(file.get())).asArray();
      return list.items().stream().map(Json::asString).filter(text -> !text.isEmpty()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (JsonException problem) {
      throw new AssertionError("the list of naughty strings is not portable", problem);
    }
  }

  private static Optional<Path> find(String name) {
    return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
        .map(folder -> folder.resolve("shared/suites").resolve(name))
        .filter(Files::exists)
        .findFirst();
  }
}
