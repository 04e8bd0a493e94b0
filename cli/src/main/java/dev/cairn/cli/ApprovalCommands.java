package dev.cairn.cli;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Decision;
import dev.cairn.Decision.Kind;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What waits for people to decide, and deciding it. */
final class ApprovalCommands {
  private ApprovalCommands() {}

  @Command(name = "approvals", description = "Lists what waits for approval, the oldest first.")
  static int approvals(
      @Mixin StoreOption store,
      @Option(names = "--where", paramLabel = "EXPR", description = "Of these instances only.")
          Optional<String> where,
      @Option(names = "--limit", paramLabel = "N", description = "How many, else 20.")
          Optional<Integer> limit,
      @Option(names = "--after", paramLabel = "CURSOR", description = "Where a list ended.")
          Optional<String> after) {
    return store.on(cairn -> {
      var filter = where.map(store::where).orElseGet(Filter::everything);
      var query = ApprovalQuery.of(filter).limit(limit.orElse(20));
      var page = cairn.work().approvals(after.map(query::after).orElse(query));
      var out = store.output();
      out.show(page.toJson(Approval::toJson), () -> table(out, page.items()));
      if (!out.isJson()) {
        page.next().ifPresent(cursor -> out.faint("more: --after " + cursor));
      }
      return ExitCode.DONE;
    });
  }

  private static void table(Output out, List<Approval> all) {
    if (all.isEmpty()) {
      out.faint("nothing waits for approval");
      return;
    }
    var table = Table.of("ID", "APPROVAL", "STEP", "VOTES", "ROLES", "DEADLINE");
    for (var it : all) {
      table.row(
          Cell.of(it.instanceId().toString()),
          Cell.of(it.id()),
          Cell.of(it.name()),
          Cell.of(it.votes().size() + " of " + it.quorum()),
          Cell.of(String.join(", ", it.roles().stream().sorted().toList())),
          it.deadline().map(Cell::of).orElse(Cell.of("")));
    }
    out.table(table);
  }

  @Command(
      name = "approve",
      description = {
        "Approves what waits for approval, as it is now.",
        "With --checksum only if it is still what was looked at."
      })
  static int approve(
      @Mixin StoreOption store,
      @Mixin Deciding deciding,
      @Parameters(paramLabel = "ID") String name,
      @Option(
              names = "--modify",
              paramLabel = "JSON",
              description = "Approves with changes to the context: a merge patch. @FILE reads one.")
          Optional<String> patch) {
    var data = patch.map(it -> Arguments.object(store.world(), "--modify", it));
    var kind = data.isPresent() ? Kind.MODIFY : Kind.APPROVE;
    return decide(store, deciding, name, kind, data.orElse(JsonObject.empty()));
  }

  @Command(name = "reject", description = "Rejects what waits for approval.")
  static int reject(
      @Mixin StoreOption store,
      @Mixin Deciding deciding,
      @Parameters(paramLabel = "ID") String name) {
    return decide(store, deciding, name, Kind.REJECT, JsonObject.empty());
  }

  /** What goes with every decision. */
  static final class Deciding {
    @Option(names = "--approval", paramLabel = "APPROVAL", description = "Where several wait.")
    private Optional<String> approval = Optional.empty();

    @Option(
        names = "--checksum",
        paramLabel = "HEX",
        description = "Of the instance that was looked at; else what it is now.")
    private Optional<String> checksum = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the history.")
    private Optional<String> reason = Optional.empty();

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "That the actor has; a server knows it by the key. More than once if so.")
    private List<String> roles = List.of();

    Approval pick(Cairn cairn, InstanceId id) {
      var all =
          cairn.work().approvals(new Filter.IdIn(Set.of(id))).stream()
              .filter(it -> approval.map(it.id()::equals).orElse(true))
              .toList();
      if (all.size() > 1) {
        throw new UsageException(
            "usage",
            "several approvals wait on " + id,
            "name one with --approval: "
                + String.join(", ", all.stream().map(Approval::id).toList()));
      }
      return all.stream().findFirst().orElseThrow(() -> none(id));
    }

    private static CairnException none(InstanceId id) {
      return new CairnException.NotFound(
          "approval_not_found",
          "no such approval waits on " + id,
          "cairn approvals lists those that wait");
    }

    Decision decision(Kind kind, JsonObject data, Approval approval) {
      return new Decision(
          kind, data, reason, checksum.orElse(approval.checksum()), Set.copyOf(roles));
    }
  }

  private static int decide(
      StoreOption store, Deciding deciding, String name, Kind kind, JsonObject data) {
    return WorkCommands.move(
        store,
        name,
        (cairn, id) -> {
          var approval = deciding.pick(cairn, id);
          var decision = deciding.decision(kind, data, approval);
          return cairn.work().decide(id, approval.id(), decision);
        });
  }
}
