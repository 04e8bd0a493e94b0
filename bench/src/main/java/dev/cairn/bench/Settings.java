package dev.cairn.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long and how much to measure; times in seconds. */
record Settings(
    int rounds,
    double warm,
    double seconds,
    int instances,
    int versions,
    Optional<Pattern> only,
    Optional<Path> page) {

  boolean includes(String scene) {
    return only.isEmpty() || only.get().matcher(scene).find();
  }

  static Settings parse(String[] arguments) {
    int rounds = 3;
    double seconds = 2;
    int instances = 100_000;
    int versions = 1_000_000;
    var page = Optional.<Path>empty();
    var only = Optional.<Pattern>empty();
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--seconds" -> seconds = Double.parseDouble(arguments[++i]);
        case "--million" -> instances = 1_000_000;
        case "--instances" -> instances = Integer.parseInt(arguments[++i]);
        case "--versions" -> versions = Integer.parseInt(arguments[++i]);
        case "--update-docs" -> page = Optional.of(Path.of("docs/performance.md"));
        case "--only" -> only = Optional.of(Pattern.compile(arguments[++i]));
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    return new Settings(rounds, seconds / 2, seconds, instances, versions, only, page);
  }
}
