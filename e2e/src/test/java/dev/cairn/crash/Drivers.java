package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Drivers that share the work of a database, in the order in which they came. */
final class Drivers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String url;
  private final List<Driver> all = new ArrayList<>();
  private long heard;

  Drivers(String url) {
    this.url = url;
  }

  /** A node that is ready to work. */
  Driver start(String name, String clockOffset) throws InterruptedException {
    var node = new Driver(Child.start(DriverMain.class, url, name, clockOffset), this::heard);
    all.add(node);
    await(name + " is ready", node::isReady);
    return node;
  }

  Driver start(String name) throws InterruptedException {
    return start(name, "PT0S");
  }

  /** The calls of handlers of all nodes, those of the first node first. */
  List<String> said() {
    return all.stream().flatMap(node -> node.said().stream()).toList();
  }

  private synchronized void heard() {
    heard++;
    notifyAll();
  }

  /** Waits until it is so; looks whenever a node says something. */
  void await(String what, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long known = -1;
    while (!isSo.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      assertThat(left).as("%s; heard: %s", what, said()).isPositive();
      synchronized (this) {
        if (heard == known) {
          wait(left);
        }
        known = heard;
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (var node : all) {
      node.kill();
    }
  }
}
