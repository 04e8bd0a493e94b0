package dev.cairn.bench;

import dev.cairn.InstanceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A process that sends load to a server. */
final class HttpLoad implements AutoCloseable {
  private final LoadProcess process;

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
    var arguments = List.of(server.toString(), key.toString(), ids.toString());
    this.process =
        new LoadProcess(SecondJvm.start(HttpLoad.class, List.of("-XX:+UseSerialGC"), arguments));
  }

  Load.Sample run(What what, int callers, double warm, double seconds) throws IOException {
    return process.run(what.name(), callers, warm, seconds);
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    var server = URI.create(arguments[0]);
    var key = Files.readString(Path.of(arguments[1])).strip();
    var ids = Files.readAllLines(Path.of(arguments[2])).stream().map(InstanceId::of).toList();
    long[] versions = new long[ids.size()];
    Arrays.fill(versions, 1);
    LoadProcess.serve((what, callers, warm, seconds) ->
        Load.run(
            callers,
            warm,
            seconds,
            number ->
                new HttpCaller(
                    server,
                    What.valueOf(what) == What.READ
                        ? HttpAsks.gets(key, ids, number)
                        : HttpAsks.commits(key, ids, number, callers, versions)),
            () -> 0));
  }
}
