package dev.cairn.cli;

import dev.cairn.Filter;
import dev.cairn.Query;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of a list, in which order. */
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, at most 100; ${DEFAULT-VALUE} when left out.")
  private int limit = Query.LIMIT_DEFAULT;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Go on where the page before ended.")
  private Optional<String> cursor = Optional.empty();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "createdAt or updatedAt; with a - before it, newest first.")
  private Optional<String> sort = Optional.empty();

  Query query(Filter filter) {
    if (limit < 1 || limit > Query.LIMIT_MAX) {
      throw new UsageException(
          "invalid_limit", "--limit must not be " + limit, "write 1 to " + Query.LIMIT_MAX);
    }
    var query = Query.of(filter).limit(limit);
    var sorted = sort.map(Arguments::sort).map(query::sort).orElse(query);
    return cursor.map(sorted::after).orElse(sorted);
  }
}
