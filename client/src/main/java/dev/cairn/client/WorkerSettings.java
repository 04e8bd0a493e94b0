package dev.cairn.client;

import dev.cairn.CairnException;
import java.time.Duration;

/**
 * How a {@link TaskWorker} works. Start from {@link #queue(String)} and change what differs.
 *
 * @param queue that tasks are taken from
 * @param concurrency how many tasks it does at once
 * @param lease how long a task stays its own without a word; it says one three times as often
 * @param patience how long it waits at the server for a first task; from 1 second to a minute
 * @param drain how long closing waits for tasks that are being done
 */
public record WorkerSettings(
    String queue, int concurrency, Duration lease, Duration patience, Duration drain) {

  public WorkerSettings {
    boolean sound =
        concurrency >= 1
            && lease.compareTo(Duration.ofSeconds(1)) >= 0
            && patience.compareTo(Duration.ofSeconds(1)) >= 0
            && !drain.isNegative();
    if (!sound) {
      throw new CairnException.Invalid(
          "invalid_options",
          "concurrency, lease, patience and drain of a worker must be positive",
          "leave them out for the defaults");
    }
  }

  /** Ten tasks at once, a lease of 30 s, a patience of 5 s, 30 s for an orderly end. */
  public static WorkerSettings queue(String name) {
    return new WorkerSettings(
        name, 10, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  public WorkerSettings concurrency(int tasks) {
    return new WorkerSettings(queue, tasks, lease, patience, drain);
  }

  public WorkerSettings lease(Duration time) {
    return new WorkerSettings(queue, concurrency, time, patience, drain);
  }

  public WorkerSettings patience(Duration time) {
    return new WorkerSettings(queue, concurrency, lease, time, drain);
  }

  public WorkerSettings drain(Duration time) {
    return new WorkerSettings(queue, concurrency, lease, patience, time);
  }
}
