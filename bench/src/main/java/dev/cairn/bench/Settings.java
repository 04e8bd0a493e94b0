package dev.cairn.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long and how much to measure; times in seconds.
 *
 * @param timers that are due within the window
 * @param open workflows of a process that is killed
 * @param peers whether other engines are measured too
 */
record Settings(
    int rounds,
    double warm,
    double seconds,
    int instances,
    int versions,
    int timers,
    Duration window,
    int open,
    boolean peers,
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
    int timers = 100_000;
    var window = Duration.ofMinutes(1);
    int open = 10_000;
    boolean peers = false;
    var page = Optional.<Path>empty();
    var only = Optional.<Pattern>empty();
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--seconds" -> seconds = Double.parseDouble(arguments[++i]);
        case "--million" -> instances = 1_000_000;
        case "--instances" -> instances = Integer.parseInt(arguments[++i]);
        case "--versions" -> versions = Integer.parseInt(arguments[++i]);
        case "--timers" -> timers = Integer.parseInt(arguments[++i]);
        case "--window" -> window = Duration.ofSeconds(Long.parseLong(arguments[++i]));
        case "--open" -> open = Integer.parseInt(arguments[++i]);
        case "--peers" -> peers = true;
        case "--update-docs" -> page = Optional.of(Path.of("docs/performance.md"));
        case "--only" -> only = Optional.of(Pattern.compile(arguments[++i]));
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    return new Settings(
        rounds, seconds / 2, seconds, instances, versions, timers, window, open, peers, only, page);
  }
}
