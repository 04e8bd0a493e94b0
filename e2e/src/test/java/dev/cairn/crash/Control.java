package dev.cairn.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code pg_ctl}, for one folder of data. */
record Control(Path program, Path data) {

  /** That of the server that runs on {@code data}. */
  static Control of(Path data) throws IOException {
    var postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
    var running = Path.of("/proc", postmaster, "exe").toRealPath();
    return new Control(running.resolveSibling("pg_ctl"), data);
  }

  /** Runs a command, and waits for what it does. */
  void run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root; without a user of its own it does not notice.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program.toString(), "-D", data.toString(), "-w"));
    command.addAll(List.of(arguments));
    var log = data.resolve("control.log").toFile();
    var exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    if (exit.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + Files.readString(log.toPath()));
    }
  }
}
