package dev.cairn.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of this repository that people wrote: a checkout's, or an unpacked archive's. */
record Repository(Path root) {
  /** What builds and runs leave behind, where no git can tell. */
  private static final Set<String> LITTER =
      Set.of(".git", "target", "cairn-data", ".idea", ".vscode", "node_modules");

  private static final Set<String> OF_OTHERS = Set.of("LICENSE", "NOTICE", "mvnw");

  /** The one around the working folder: tests run in the folder of their module. */
  static Repository here() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the repository: " + Path.of(""));
      }
    }
    return new Repository(folder);
  }

  /** Texts written here, as paths from the root; licences, data and pictures are not. */
  List<TextFile> texts() {
    return files().stream()
        .filter(path -> !OF_OTHERS.contains(path.getFileName().toString()))
        .filter(path -> !path.startsWith(".mvn/wrapper"))
        .filter(path -> !path.toString().contains("/vendor/"))
        .filter(path -> !path.toString().matches(".*(\\.json|\\.svg|\\.lock|-lock\\..*)"))
        .map(path -> new TextFile(path.toString(), read(path)))
        .filter(TextFile::isText)
        .toList();
  }

  List<TextFile> java() {
    return texts().stream().filter(file -> file.path().endsWith(".java")).toList();
  }

  /** Names in a folder, sorted; none where there is no such folder. */
  List<String> names(String folder) {
    return files().stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> path.getFileName().toString())
        .sorted()
        .toList();
  }

  private List<Path> files() {
    try {
      var known = known();
      return known.isEmpty() ? walked() : known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What git tracks or would track; empty where there is no git or no checkout. */
  private List<Path> known() throws IOException {
    var command = List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    try {
      var git =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var names = new String(git.getInputStream().readAllBytes(), UTF_8);
      return Stream.of(names.split("\0"))
          .filter(name -> !name.isEmpty())
          .map(Path::of)
          .filter(path -> Files.isRegularFile(root.resolve(path)))
          .distinct()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<Path> walked() throws IOException {
    try (var paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(Repository::isNoLitter)
          .toList();
    }
  }

  private static boolean isNoLitter(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .noneMatch(name -> LITTER.contains(name.toString()));
  }

  private byte[] read(Path path) {
    try {
      return Files.readAllBytes(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
