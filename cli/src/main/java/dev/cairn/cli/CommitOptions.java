package dev.cairn.cli;

import dev.cairn.Commit;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a commit was made from, and what becomes of it when that is no longer current. */
final class CommitOptions {
  @Option(
      names = "--version",
      paramLabel = "N",
      required = true,
      description = "The version that the change was made from.")
  private long version;

  @Option(
      names = "--on-conflict",
      paramLabel = "POLICY",
      description = "reject (the default), or merge what does not touch the same paths.")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key: the same key commits once, for ever.")
  private Optional<String> key = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the history.")
  private Optional<String> reason = Optional.empty();

  Commit commit(InstanceId id, List<Mutation> mutations) {
    if (version < 1) {
      throw new UsageException(
          "invalid_version", "--version must not be " + version, "versions begin with 1");
    }
    var commit =
        Commit.to(id)
            .from(version)
            .onConflict(policy.map(Arguments::policy).orElse(OnConflict.REJECT))
            .with(mutations);
    var keyed = key.map(commit::key).orElse(commit);
    return reason.map(keyed::because).orElse(keyed);
  }
}
