package dev.cairn.cli;

import dev.cairn.VersionQuery;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which versions of an instance. */
final class VersionOptions {
  @Option(names = "--newest", description = "Newest first.")
  private boolean newest;

  @Option(names = "--by", paramLabel = "NAME", description = "Only what this actor did.")
  private Optional<String> actor = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only create, commit, restore, fork, migrate or delete.")
  private Optional<String> kind = Optional.empty();

  @Option(names = "--since", paramLabel = "TIME", description = "From this time on.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
  private Optional<String> until = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many, at most 1000; ${DEFAULT-VALUE} when left out.")
  private int limit = 100;

  @Option(names = "--after", paramLabel = "N", description = "Go on after this version.")
  private Optional<Long> after = Optional.empty();

  VersionQuery query() {
    var all = VersionQuery.all().limit(limit);
    var ordered = newest ? all.newestFirst() : all;
    var by = actor.map(ordered::by).orElse(ordered);
    var kinds = kind.map(Arguments::kind).map(by::kind).orElse(by);
    var between =
        since.isPresent() || until.isPresent()
            ? kinds.between(
                since.map(Arguments::time).orElse(Instant.EPOCH),
                until.map(Arguments::time).orElse(Instant.parse("9999-01-01T00:00:00Z")))
            : kinds;
    return after.map(between::after).orElse(between);
  }
}
