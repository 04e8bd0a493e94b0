package dev.cairn.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    var world = World.process();
    int code = run(world, List.of(args));
    world.out().flush();
    world.err().flush();
    System.exit(code);
  }

  /** Runs one command, and answers its exit code. Relative files begin at the current folder. */
  public static int run(
      List<String> args,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> env) {
    var folder = Path.of("").toAbsolutePath();
    return run(new World(in, out, err, env, folder, World.Terminal.NONE), args);
  }

  /** Runs one command, and answers its exit code. */
  public static int run(World world, List<String> args) {
    return Program.of(world, args).execute(args.toArray(String[]::new));
  }
}
