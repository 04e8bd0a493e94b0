package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Locale;

/**
 * A process that makes load, so that its work, or all that it needs, is not in this one: a line
 * asks, a line answers. For one thread.
 */
public final class LoadProcess implements AutoCloseable {
  private final SecondJvm process;

  LoadProcess(SecondJvm process) {
    this.process = process;
  }

  /** What the process is there for. */
  public interface Work {

    /**
     * Makes load, and measures it; times in seconds.
     *
     * @param what of the kinds of load that it knows
     */
    Load.Sample take(String what, int callers, double warm, double seconds) throws Exception;
  }

  Load.Sample run(String what, int callers, double warm, double seconds) throws IOException {
    process.tell(what + " " + callers + " " + warm + " " + seconds);
    var figures = process.hear().split(" ", -1);
    var numbers = Arrays.stream(figures).mapToDouble(Double::parseDouble).toArray();
    return new Load.Sample(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /**
   * The other end: answers until its input ends. What else is printed meanwhile goes to the
   * standard error.
   *
   * @throws Exception the first failure
   */
  public static void serve(Work work) throws Exception {
    var answers = System.out;
    System.setOut(System.err);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var asked = line.split(" ", -1);
      var sample =
          work.take(
              asked[0],
              Integer.parseInt(asked[1]),
              Double.parseDouble(asked[2]),
              Double.parseDouble(asked[3]));
      answers.printf(
          Locale.ROOT,
          "%f %f %f %f%n",
          sample.perSecond(),
          sample.p50(),
          sample.p99(),
          sample.bytesEach());
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
