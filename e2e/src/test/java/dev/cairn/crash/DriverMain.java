package dev.cairn.crash;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Job;
import dev.cairn.engine.Outcome;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node of several that share the work of one PostgreSQL. Arguments: the store's URL, its name,
 * and how far its clock is off. It says each call of a handler before it returns from it, and does
 * as it is told on its input: {@code open} the gate that {@code held} steps wait at, or {@code
 * stop}.
 */
final class DriverMain {
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final int ORPHANED = 4;

  private final String name;
  private final CountDownLatch gate = new CountDownLatch(1);

  private DriverMain(String name) {
    this.name = name;
  }

  public static void main(String[] args) throws IOException {
    var clock = Clock.offset(Clock.systemUTC(), Duration.parse(args[2]));
    new DriverMain(args[1]).run(args[0], Options.defaults().clock(clock));
  }

  private void run(String url, Options options) throws IOException {
    try (var cairn = Cairn.open(url, options)) {
      var settings =
          EngineSettings.named(name)
              .lease(LEASE)
              .poll(Duration.ofMillis(20))
              .handler("do", this::act)
              .handler("held", this::hold);
      try (var engine = Engine.over(cairn, settings)) {
        engine.start();
        say("ready");
        obey();
      }
    } catch (CairnException.Unavailable away) {
      // The server may go away while the node says good-bye: its leases end by themselves.
    }
  }

  private void obey() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); !"stop".equals(line); line = input.readLine()) {
      if (line == null) {
        Runtime.getRuntime().halt(ORPHANED);
      }
      gate.countDown();
    }
  }

  private Outcome act(Job job) {
    say("did " + job.instance().id() + " " + job.stepId() + " " + job.idempotencyKey());
    return Outcome.of("by", name);
  }

  private Outcome hold(Job job) throws InterruptedException {
    say("holds " + job.instance().id() + " " + job.stepId() + " " + job.idempotencyKey());
    gate.await();
    return Outcome.of("by", name);
  }

  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
