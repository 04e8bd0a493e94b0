package dev.cairn.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A file's path from the root of the repository, and what it holds. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints one
record TextFile(String path, byte[] bytes) {
  boolean isText() {
    return IntStream.range(0, bytes.length).noneMatch(i -> bytes[i] == 0);
  }

  String text() {
    return new String(bytes, UTF_8);
  }

  List<String> lines() {
    return text().lines().toList();
  }

  /** The places {@code path:line} of the lines that are so. */
  List<String> placesWhere(Predicate<String> is) {
    var lines = lines();
    return IntStream.range(0, lines.size())
        .filter(i -> is.test(lines.get(i)))
        .mapToObj(i -> path + ":" + (i + 1))
        .toList();
  }

  /** The folder it lies in. */
  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
