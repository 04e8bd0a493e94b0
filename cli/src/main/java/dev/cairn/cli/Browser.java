package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What opens addresses for people: the command in {@code BROWSER}, or else what the system has.
 *
 * @param command is given the address as its last word
 */
record Browser(List<String> command) {
  private static final String FILE = "console.html";

  static Browser of(World world) {
    return new Browser(
        world
            .variable("BROWSER")
            .map(it -> List.of(it.split(" ", -1)))
            .orElseGet(() -> ofSystem(System.getProperty("os.name").toLowerCase(Locale.ROOT))));
  }

  private static List<String> ofSystem(String name) {
    if (name.contains("win")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    return List.of(name.contains("mac") ? "open" : "xdg-open");
  }

  /**
   * Opens an address that nobody else must see. All users of a machine see what commands are given:
   * so this one is given a file that its user alone can read, and that leads on.
   *
   * @throws CairnException.Unavailable when there is no browser; the address was printed before
   */
  void open(String address, Path folder) {
    var words = new ArrayList<>(command);
    try {
      words.add(write(address, folder).toUri().toString());
      new ProcessBuilder(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failure) {
      throw new CairnException.Unavailable(
          "no browser can be opened: " + failure.getMessage(),
          "open the link yourself, or name a browser in BROWSER");
    }
  }

  private static Path write(String address, Path folder) throws IOException {
    var page =
        "<!doctype html><meta charset=utf-8><title>Cairn</title>"
            + "<meta http-equiv=refresh content='0; url="
            + address
            + "'>\n";
    var file = folder.toAbsolutePath().resolve(FILE);
    Files.deleteIfExists(file);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    return Files.writeString(file, page, UTF_8);
  }
}
