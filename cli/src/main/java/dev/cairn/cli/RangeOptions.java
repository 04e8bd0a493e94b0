package dev.cairn.cli;

import picocli.CommandLine.Option;

/** From which version on, and of how many. */
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "Begin with this version.")
  private long from = 1;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Of how many versions, at most 1000; ${DEFAULT-VALUE} when left out.")
  private int limit = 100;

  long from() {
    return from;
  }

  int limit() {
    return limit;
  }
}
