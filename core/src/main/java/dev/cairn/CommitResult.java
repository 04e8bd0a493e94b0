package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** How a commit was answered. All of these are expected; failures are {@link CairnException}s. */
public sealed interface CommitResult {

  /** The commit is durable; {@code instance} is what it made. */
  record Committed(Receipt receipt, Instance instance, List<Warning> warnings)
      implements CommitResult {}

  /** This key was committed before; here is the receipt that was given then. */
  record Repeated(Receipt receipt) implements CommitResult {}

  /**
   * Someone else committed first. {@code conflicts} names what differs between the expected and the
   * current version: JSON Pointers into the context, and for the rest of the state the member and
   * the key below it, such as {@code stepData/draft}. After a merge it names only what clashes.
   */
  record Conflict(long expectedVersion, Instance current, List<String> conflicts)
      implements CommitResult {}

  /** The commit is not legal on the state it met; nothing was stored. Every reason, in order. */
  record Rejected(List<Reason> reasons) implements CommitResult {}

  /** The lease behind the commit has passed to another holder: stop. */
  record Fenced(Fence current) implements CommitResult {}

  /**
   * The receipt of a commit that was made, now or before.
   *
   * @throws CairnException.Refused when it was not made
   */
  default Receipt orThrow() {
    return switch (this) {
      case Committed it -> it.receipt();
      case Repeated it -> it.receipt();
      case Conflict it ->
          throw new CairnException.Refused(
              this,
              "version_conflict",
              "expected version "
                  + it.expectedVersion()
                  + " of instance "
                  + it.current().id()
                  + ", which is at "
                  + it.current().version()
                  + " by "
                  + it.current().lastModifiedBy(),
              "read the current version and decide again, or merge");
      case Rejected it ->
          throw new CairnException.Refused(
              this,
              it.reasons().getFirst().code().toString(),
              it.reasons().stream().map(Reason::detail).collect(Collectors.joining("; ")),
              "nothing was stored; correct what the reasons name");
      case Fenced it ->
          throw new CairnException.Refused(
              this,
              "fenced",
              "the lease has passed on; the current fence is " + it.current().number(),
              "stop: another holder is at work");
    };
  }

  /** What was answered, as the REST contract shows it: a receipt, or what is known of a refusal. */
  default JsonObject toJson() {
    return switch (this) {
      case Committed it -> json(it.receipt());
      case Repeated it -> json(it.receipt());
      case Conflict it ->
          JsonObject.of(
              "expectedVersion",
              it.expectedVersion(),
              "currentVersion",
              it.current().version(),
              "current",
              it.current().toJson(),
              "modifiedBy",
              it.current().lastModifiedBy(),
              "modifiedAt",
              Times.format(it.current().updatedAt()),
              "conflicts",
              it.conflicts());
      case Rejected it ->
          JsonObject.of("reasons", it.reasons().stream().map(Reason::toJson).toList());
      case Fenced it -> JsonObject.of("currentFence", it.current().number());
    };
  }

  private static JsonObject json(Receipt receipt) {
    return JsonObject.of("receipt", receipt.toJson(), "version", receipt.version());
  }
}
