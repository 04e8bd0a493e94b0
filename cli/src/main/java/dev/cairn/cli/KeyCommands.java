package dev.cairn.cli;

import dev.cairn.ApiKey;
import dev.cairn.KeyId;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys that a server lets callers in with; {@code cairn keys} alone lists them. */
@Command(
    name = "keys",
    description = "Lists API keys; create and revoke change them.",
    subcommandsRepeatable = false)
final class KeyCommands implements Runnable {
  @Mixin private final StoreOption store;

  KeyCommands(StoreOption store) {
    this.store = store;
  }

  @Override
  public void run() {
    list(store);
  }

  @Command(name = "list", description = "Lists all keys, revoked ones too.")
  static int list(@Mixin StoreOption store) {
    return store.on(cairn -> {
      var keys = cairn.identities().keys();
      var out = store.output();
      out.show(Answers.items(keys.stream().map(ApiKey::toJson).toList()), () -> print(out, keys));
      return ExitCode.DONE;
    });
  }

  private static void print(Output out, List<ApiKey> keys) {
    var table = Table.of("ID", "KEY", "SUBJECT", "ROLES", "CREATED", "BY", "EXPIRES", "REVOKED");
    keys.forEach(it ->
        table.row(
            Cell.of(it.id().toString()),
            Cell.of(it.prefix() + "…"),
            Cell.of(it.subject()),
            Cell.of(String.join(", ", it.roles())),
            Cell.of(it.createdAt()),
            Cell.of(it.createdBy()),
            time(it.expiresAt()),
            time(it.revokedAt())));
    if (table.isEmpty()) {
      out.faint("no keys");
    } else {
      out.table(table);
    }
  }

  private static Cell time(Optional<Instant> time) {
    return time.map(Cell::of).orElse(Cell.of(""));
  }

  @Command(name = "create", description = "Makes a key and prints it: it is shown this once.")
  static int create(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "SUBJECT", description = "Who calls with it.") String subject,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              required = true,
              description = {
                "Viewer, Participant, Operator or Admin; others beside it, for approvals.",
                "May be given more than once."
              })
          List<String> roles,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "When it stops working, such as 2027-01-31T00:00:00Z; else never.")
          Optional<String> expires) {
    var wanted = new ApiKey.Wanted(subject, new TreeSet<>(roles), expires.map(Arguments::time));
    return store.on(cairn -> {
      var created = cairn.identities().createKey(wanted);
      var out = store.output();
      out.show(
          created.toJson(),
          () -> {
            out.line(Visible.of(created.text()));
            out.remark("this is the only time that the key of " + subject + " is shown");
          });
      return ExitCode.DONE;
    });
  }

  @Command(name = "revoke", description = "Lets a key open nothing any more.")
  static int revoke(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "KEY", description = "Its id, as cairn keys lists it.") String id) {
    var key = KeyId.of(id);
    return store.on(cairn -> {
      var revoked = cairn.identities().revokeKey(key);
      var out = store.output();
      out.show(revoked.toJson(), () -> out.done("revoked", key + " of " + revoked.subject()));
      return ExitCode.DONE;
    });
  }
}
