package dev.cairn.cli.demo;

import dev.cairn.Cairn;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** The whole demonstration, on a store of its own. */
public final class Demo {
  private static final int DIGITS = 8;

  private final Stage stage;
  private final Path file;
  private final List<Trace> traces;
  private final Optional<String> setting;

  private Demo(Stage stage, Path file, List<Trace> traces, Optional<String> setting) {
    this.stage = stage;
    this.file = file;
    this.traces = traces;
    this.setting = setting;
  }

  /**
   * What was played and shown.
   *
   * @param elapsed while the traces were played
   * @param historyBytes what commits say, in canonical form
   */
  public record Summary(
      long instances,
      long tasks,
      long commits,
      Duration elapsed,
      long verifiedVersions,
      long historyBytes) {
    public double commitsPerSecond() {
      return commits / Math.max(1e-3, elapsed.toNanos() / 1e9);
    }
  }

  /**
   * Prepares the demonstration.
   *
   * @param file a SQLite file that is not there yet
   * @param places files and folders of traces; empty for those that come with the program
   * @param setting the store as other commands must be told it; empty when they find it themselves
   * @throws dev.cairn.CairnException.Invalid when what is there cannot be read
   */
  public static Demo of(Stage stage, Path file, List<Path> places, Optional<String> setting) {
    var traces = places.isEmpty() ? Traces.shipped() : Traces.in(places);
    return new Demo(stage, file, traces, setting);
  }

  /**
   * Plays and shows.
   *
   * @throws DemoFailure when something that is shown does not hold
   */
  public Summary run() {
    stage.line(stage.pen().paint(Ink.BOLD, "Cairn demo") + "  on " + Visible.of(file.toString()));
    try (var cairn = Cairn.open("sqlite:" + file, Options.defaults().actor("demo"))) {
      long began = System.nanoTime();
      var played = play(cairn);
      var elapsed = Duration.ofNanos(System.nanoTime() - began);
      long commits = played.stream().mapToLong(Instance::version).sum();
      var report = new Tour(cairn, stage, traces, played).show();
      var document = new WorkflowPassages(cairn, stage).show();
      var census = Census.of(cairn);
      var summary =
          new Summary(
              census.instances(),
              traces.stream().mapToLong(it -> it.tasks().size()).sum(),
              commits,
              elapsed,
              census.versions(),
              census.historyBytes());
      proof(summary, census);
      explore(report, document);
      return summary;
    }
  }

  private List<Instance> play(Cairn cairn) {
    stage.title(
        "Play", "each trace is an instance; its tasks run at once where the trace lets them");
    var progress = new Progress(stage);
    int widest = traces.stream().mapToInt(Trace::width).max().orElse(0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Callable<Instance>>();
      // One task of one trace fails; it needs siblings that its scope can take down with it.
      var fault = widest > 2 ? Play.Fault.ONE_TASK : Play.Fault.NONE;
      for (var trace : traces) {
        boolean fails = trace.width() == widest;
        var here = fails ? fault : Play.Fault.NONE;
        runs.add(new Play(cairn, trace, here, progress, threads)::run);
        fault = fails ? Play.Fault.NONE : fault;
      }
      var played = new ArrayList<Instance>();
      for (var run : threads.invokeAll(runs)) {
        played.add(run.get());
      }
      return played;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  private void proof(Summary summary, Census census) {
    stage.title("Verify", "every state and receipt is recomputed from the log");
    Check.check(census.broken() == 0, "the whole store verifies");
    stage.step(
        "sound", census.instances() + " instances, " + census.versions() + " versions, 0 broken");
    stage.title("Cost", "while playing, each commit durable (fsync) before it was answered");
    stage.step(
        "speed",
        "%d commits in %.2f s: %.0f per second"
            .formatted(
                summary.commits(), summary.elapsed().toNanos() / 1e9, summary.commitsPerSecond()));
    stage.step(
        "history",
        String.format(
            Locale.ROOT,
            "%.0f bytes per commit; full copies of the states would take about %.0f",
            (double) census.historyBytes() / census.versions(),
            (double) census.stateBytes() / census.versions()));
  }

  private static String digits(InstanceId id) {
    var text = id.toString();
    // Ids made soon after another begin alike, so that their ends tell them apart.
    return text.substring(text.length() - DIGITS);
  }

  private void explore(InstanceId report, InstanceId document) {
    stage.title("Explore", "the store stays; the report is the instance that ends in these digits");
    var digits = digits(report);
    setting.ifPresent(it -> stage.line("  export CAIRN_STORE=" + Visible.of(it)));
    for (var command :
        List.of(
            "ps",
            "show " + digits,
            "history " + digits,
            "diff " + digits + " 2 4",
            "query \"context.tasks > 10\" --select context.result.seconds",
            "stats",
            "approvals",
            "status " + digits(document),
            "approve " + digits(document) + " --role Legal",
            "verify")) {
      stage.line("  cairn " + command);
    }
  }
}
