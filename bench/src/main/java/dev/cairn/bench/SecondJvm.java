package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM, and the wire to it: lines. It ends when its input does. */
final class SecondJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final String name;
  private final Process process;
  private final PrintWriter input;
  private final BufferedReader output;

  private SecondJvm(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = new PrintWriter(process.outputWriter(UTF_8), true);
    this.output = process.inputReader(UTF_8);
  }

  /** One with classes of ours. */
  static SecondJvm start(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    return start(System.getProperty("java.class.path"), main.getName(), options, arguments);
  }

  static SecondJvm start(
      String classPath, String main, List<String> options, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new SecondJvm(main, builder.start());
  }

  void tell(String line) {
    input.println(line);
  }

  /**
   * The next line that it says.
   *
   * @throws IOException when it ends instead
   */
  String hear() throws IOException {
    var line = output.readLine();
    if (line == null) {
      throw new IOException(name + " has ended");
    }
    return line;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    input.close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
