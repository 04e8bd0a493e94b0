package dev.cairn.cli;

import dev.cairn.cli.text.Pen;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the program touches; tests make their own.
 *
 * @param folder what relative file names begin at
 * @param terminal whether a person sees what is printed at once
 */
public record World(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    Path folder,
    Terminal terminal) {

  /** Where the output goes. */
  public enum Terminal {
    INTERACTIVE,
    NONE
  }

  /** The process as it was started. */
  static World process() {
    return new World(
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        terminalOfProcess());
  }

  // Java 21 still answers null where later releases answer a console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static Terminal terminalOfProcess() {
    var console = System.console();
    if (console == null) {
      return Terminal.NONE;
    }
    try {
      boolean is = (boolean) Console.class.getMethod("isTerminal").invoke(console);
      return is ? Terminal.INTERACTIVE : Terminal.NONE;
    } catch (ReflectiveOperationException | RuntimeException older) {
      return Terminal.INTERACTIVE;
    }
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /** Colours on a terminal only, and not where NO_COLOR says no. */
  public Pen pen() {
    boolean coloured =
        terminal == Terminal.INTERACTIVE
            && variable("NO_COLOR").isEmpty()
            && !variable("TERM").equals(Optional.of("dumb"));
    return coloured ? Pen.COLOURED : Pen.PLAIN;
  }

  /** A file as it was named on the command line. */
  public Path file(String name) {
    return folder.resolve(name);
  }
}
