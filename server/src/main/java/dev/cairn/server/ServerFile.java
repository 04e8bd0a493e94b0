package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CairnException;
import dev.cairn.Times;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** The file by which programs on the same machine find a running server. */
public record ServerFile(Path path) implements AutoCloseable {
  public static final String NAME = "server.json";

  /**
   * Says where the server of a data folder listens.
   *
   * @throws CairnException.Unavailable when the file cannot be written
   */
  public static ServerFile write(Path data, URI url, long pid, Instant startedAt) {
    var json =
        JsonObject.of("url", url.toString(), "pid", pid, "startedAt", Times.format(startedAt));
    var path = data.resolve(NAME);
    try {
      // Whole or not at all: others may read it at any time.
      var unfinished = Files.writeString(data.resolve(NAME + ".new"), json + "\n", UTF_8);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      return new ServerFile(path);
    } catch (IOException failure) {
      throw new CairnException.Unavailable(NAME + " cannot be written to the data folder", failure);
    }
  }

  /** Takes the file away: nobody listens there any more. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new CairnException.Unavailable(NAME + " cannot be removed", failure);
    }
  }
}
