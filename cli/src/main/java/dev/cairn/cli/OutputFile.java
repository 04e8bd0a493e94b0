package dev.cairn.cli;

import dev.cairn.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/** Writes what is asked for into a file, or else to the output. */
final class OutputFile {
  private OutputFile() {}

  /** Writes bytes. */
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  static void write(Output out, Optional<String> name, Content content) {
    try {
      if (name.isEmpty()) {
        content.writeTo(out.world().out());
        out.world().out().flush();
        return;
      }
      var path = out.world().file(name.get());
      try (var stream = new BufferedOutputStream(Files.newOutputStream(path))) {
        content.writeTo(stream);
      }
      long size = Files.size(path);
      out.show(
          JsonObject.of("file", path.toString(), "bytes", size),
          () -> out.done("wrote", name.get() + ", " + size + " bytes"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
