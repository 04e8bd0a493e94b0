package dev.cairn.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on the class path of the test. Its end takes its temporary files with it. */
public final class Child implements AutoCloseable {
  /** How the system reports the end by {@code kill -9}. */
  static final int KILLED = 128 + 9;

  private static final long LIFE_MAX_SECONDS = 180;

  private final Process process;
  private final BufferedReader output;
  private final Path folder;

  private Child(Process process, Path folder) {
    this.process = process;
    this.output = process.inputReader();
    this.folder = folder;
  }

  public static Child start(Class<?> main, String... arguments) {
    return start(Map.of(), main, arguments);
  }

  public static Child start(Map<String, String> environment, Class<?> main, String... arguments) {
    try {
      var folder = Files.createTempDirectory("cairn-child");
      var command = new ArrayList<>(List.of(java(), "-cp", System.getProperty("java.class.path")));
      // Short lives: a quick start is worth more than quick code.
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData"));
      command.addAll(List.of("-Dorg.sqlite.tmpdir=" + folder, main.getName()));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      var process = builder.start();
      CompletableFuture.delayedExecutor(LIFE_MAX_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      return new Child(process, folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** At most so many of the next lines; fewer when it ends before. */
  public List<String> lines(long count) {
    try {
      var lines = new ArrayList<String>();
      while (lines.size() < count) {
        var line = output.readLine();
        if (line == null) {
          break;
        }
        lines.add(line);
      }
      return lines;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All lines up to its end. */
  List<String> rest() {
    return lines(Long.MAX_VALUE);
  }

  /** Lets it live so long, unless it ends before. */
  void live(long milliseconds) throws InterruptedException {
    process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}; what it has said can still be read. */
  void kill() {
    // Through its handle: the process itself would close the pipe as well.
    process.toHandle().destroyForcibly();
  }

  /** A line on its input. */
  void tell(String line) throws IOException {
    var input = process.outputWriter();
    input.write(line + "\n");
    input.flush();
  }

  /** As {@code kill} sends it: {@code STOP}, or {@code CONT}. */
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO();
    if (kill.start().waitFor() != 0) {
      throw new IOException("no process " + process.pid());
    }
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    output.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
