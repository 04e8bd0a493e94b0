package dev.cairn.cli;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that runs on this machine over a data folder: it says in a file there where it is.
 *
 * @param folder of its data
 */
record LocalServer(Path folder, String url) {
  static final String FILE = "server.json";
  static final String KEY = "admin.key";

  /** The server of a data folder, if its process lives. */
  static Optional<LocalServer> of(Path folder) {
    var file = folder.resolve(FILE);
    return Files.exists(file) ? read(folder, file) : Optional.empty();
  }

  private static Optional<LocalServer> read(Path folder, Path file) {
    try {
      var json = Json.parse(Files.readAllBytes(file)).asObject();
      return isAlive(json)
          ? json.get("url").map(it -> new LocalServer(folder, it.asString()))
          : Optional.empty();
    } catch (JsonException halfWritten) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isAlive(JsonObject json) {
    return json.get("pid").flatMap(it -> ProcessHandle.of(it.asLong())).isPresent();
  }

  /** The key that the server made when it was started first; only its user can read it. */
  Optional<String> key() {
    var file = folder.resolve(KEY);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip()).filter(it -> !it.isEmpty());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
