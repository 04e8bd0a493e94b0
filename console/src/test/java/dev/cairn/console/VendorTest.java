package dev.cairn.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What others wrote is what they published. The archives are in the repository, the lock file has
 * their published integrity, and each file that is sent is one of an archive, byte by byte.
 */
class VendorTest {
  private static final Path ARCHIVES = Path.of("vendor");
  private static final Path SENT = Path.of("src/main/resources/dev/cairn/console/vendor");
  private static final int BLOCK = 512;

  private static JsonObject locked() throws IOException {
    return Json.parse(Files.readAllBytes(ARCHIVES.resolve("package-lock.json")))
        .asObject()
        .require("packages")
        .asObject();
  }

  @Test
  void archives_have_the_integrity_that_was_published()
      throws IOException, GeneralSecurityException {
    for (var entry : locked().entries()) {
      var one = entry.getValue().asObject();
      var archive = archive(entry.getKey().replace("node_modules/", ""));
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
      assertThat("sha512-" + Base64.getEncoder().encodeToString(hash))
          .as(archive.toString())
          .isEqualTo(one.require("integrity").asString());
    }
  }

  private static Path archive(String name) throws IOException {
    var version = locked().require("node_modules/" + name).asObject().require("version");
    return ARCHIVES.resolve(name + "-" + version.asString() + ".tgz");
  }

  @ParameterizedTest
  @CsvSource({
    "preact.js,     preact, package/dist/preact.mjs",
    "hooks.js,      preact, package/hooks/dist/hooks.mjs",
    "htm.js,        htm,    package/dist/htm.mjs",
    "LICENSE-preact, preact, package/LICENSE",
    "LICENSE-htm,   htm,    package/LICENSE",
  })
  void files_are_those_of_the_archives(String sent, String archive, String entry)
      throws IOException {
    var published = new String(entry(archive(archive), entry), UTF_8);
    // A bare name needs an import map, and that is inline script: the one thing that differs.
    var linked = published.replace("from\"preact\"", "from\"./preact.js\"");
    assertThat(Files.readString(SENT.resolve(sent))).isEqualTo(linked);
  }

  @Test
  void there_is_nothing_else() throws IOException {
    try (var files = Files.list(SENT)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              List.of("preact.js", "hooks.js", "htm.js", "LICENSE-preact", "LICENSE-htm"));
    }
  }

  /** A tar is blocks of 512 bytes: a head with name and size, then the file. */
  private static byte[] entry(Path archive, String name) throws IOException {
    byte[] tar;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
      tar = in.readAllBytes();
    }
    for (int at = 0; at + BLOCK <= tar.length; ) {
      var found = field(tar, at, 100);
      var octal = field(tar, at + 124, 12).strip();
      int size = octal.isEmpty() ? 0 : Integer.parseInt(octal, 8);
      if (found.equals(name)) {
        return java.util.Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size);
      }
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    throw new AssertionError(archive + " has no " + name);
  }

  private static String field(byte[] tar, int at, int length) {
    var text = new String(tar, at, length, UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
