package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.InstanceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A process that sends load to a server, and the wire to it: a line asks, a line answers. */
final class HttpLoad implements AutoCloseable {
  private final Process process;
  private final PrintWriter asks;
  private final BufferedReader answers;

  /** What is asked of the server. */
  enum What {
    READ,
    COMMIT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  HttpLoad(URI server, Path key, Path ids) throws IOException {
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HttpLoad.class.getName(),
                server.toString(),
                key.toString(),
                ids.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.asks = new PrintWriter(process.outputWriter(UTF_8), true);
    this.answers = process.inputReader(UTF_8);
  }

  Load.Sample run(What what, int callers, double warm, double seconds) throws IOException {
    asks.println(what.name() + " " + callers + " " + warm + " " + seconds);
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("the process that sends the load has ended");
    }
    var figures = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Load.Sample(figures[0], figures[1], figures[2], 0);
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    var server = URI.create(arguments[0]);
    var key = Files.readString(Path.of(arguments[1])).strip();
    var ids = Files.readAllLines(Path.of(arguments[2])).stream().map(InstanceId::of).toList();
    long[] versions = new long[ids.size()];
    Arrays.fill(versions, 1);
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(line.split(" "), server, key, ids, versions));
      }
    }
  }

  private static String answer(
      String[] asked, URI server, String key, List<InstanceId> ids, long[] versions)
      throws Exception {
    var what = What.valueOf(asked[0]);
    int callers = Integer.parseInt(asked[1]);
    var sample =
        Load.run(
            callers,
            Double.parseDouble(asked[2]),
            Double.parseDouble(asked[3]),
            number ->
                new HttpCaller(
                    server,
                    what == What.READ
                        ? HttpCaller.gets(key, ids, number)
                        : HttpCaller.commits(key, ids, number, callers, versions)),
            () -> 0);
    return sample.perSecond() + " " + sample.p50() + " " + sample.p99();
  }
}
