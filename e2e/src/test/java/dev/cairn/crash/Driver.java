package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link DriverMain} in a process of its own, and what it has said of the steps it ran. */
final class Driver {
  private final Child child;
  private final Runnable heard;
  private final Thread listener;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /**
   * @param heard is called after each line
   */
  Driver(Child child, Runnable heard) {
    this.child = child;
    this.heard = heard;
    this.listener = Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    for (var more = child.lines(1); !more.isEmpty(); more = child.lines(1)) {
      lines.addAll(more);
      heard.run();
    }
  }

  boolean isReady() {
    return !lines.isEmpty();
  }

  /** The calls of its handlers up to now. */
  List<String> said() {
    return lines.stream().skip(1).toList();
  }

  /** Opens the gate that its {@code held} steps wait at. */
  void open() throws IOException {
    child.tell("open");
  }

  /** {@code kill -STOP}: it is there, does nothing, and knows nothing of it. */
  void pause() throws IOException, InterruptedException {
    child.signal("STOP");
  }

  void wake() throws IOException, InterruptedException {
    child.signal("CONT");
  }

  /** Ends it in order: when this returns it has said everything. */
  void stop() throws IOException, InterruptedException {
    child.tell("stop");
    assertThat(child.exitCode()).isZero();
    listener.join();
  }

  /** {@code kill -9}. */
  void kill() throws IOException, InterruptedException {
    child.kill();
    listener.join();
    child.close();
  }
}
