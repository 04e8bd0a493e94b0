package dev.cairn.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code cairn} alone says. */
@Command(
    name = "cairn",
    description = "Durable workflow state: atomic, versioned, checksummed commits.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = ToolCommands.Release.class,
    footer = {
      "",
      "An ID may be shortened to 4 or more digits that it alone begins or ends with.",
      "cairn COMMAND --help tells more. Begin with: cairn demo",
      "",
      "Exit codes: 0 done, 1 refused, 2 usage, 3 not found, 4 conflict, 5 forbidden,",
      "6 integrity, 69 unavailable, 70 bug."
    })
final class Root implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
