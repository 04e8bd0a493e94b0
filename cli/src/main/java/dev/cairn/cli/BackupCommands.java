package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.json.JsonObject;
import dev.cairn.sql.SqliteBackup;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whole copies of a SQLite store. */
@Command(
    name = "backup",
    description = "Saves a SQLite store into one file while it is used, and restores it.",
    subcommandsRepeatable = false)
final class BackupCommands implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "save or restore is missing");
  }

  @Command(name = "save", description = "Saves the store as it is now; it may be open elsewhere.")
  static int save(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "FILE", description = "A new file.") String name) {
    var target = store.world().file(name);
    long bytes = SqliteBackup.save(store.file(), target);
    store
        .output()
        .show(
            JsonObject.of("file", target.toString(), "bytes", bytes),
            () -> store.output().done("saved", name + ", " + bytes + " bytes"));
    return ExitCode.DONE;
  }

  @Command(name = "restore", description = "Makes a new store of a backup, and verifies it.")
  static int restore(
      @Mixin Output out,
      @Parameters(paramLabel = "FILE", description = "What save has written.") String name,
      @Option(
              names = "--to",
              paramLabel = "FILE",
              required = true,
              description = "The SQLite file of the new store.")
          String to) {
    Path store = out.world().file(to);
    SqliteBackup.restore(out.world().file(name), store);
    try (var cairn = Cairn.open("sqlite:" + store)) {
      return ArchiveCommands.verifyAll(out, cairn);
    }
  }
}
