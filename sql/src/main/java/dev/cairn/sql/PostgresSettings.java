package dev.cairn.sql;

import java.time.Duration;

/**
 * How a store uses PostgreSQL. Start from {@link #defaults} and change what differs.
 *
 * @param lanes into how many groups a new store divides instances, 1 to 256; an existing store
 *     keeps its own
 * @param writers how many groups are written at once, each over a connection that it keeps
 * @param connections how many connections for commits and reads by id there are at most, more than
 *     writers; queries have half as many of their own
 * @param patience how long a caller waits for a connection
 */
public record PostgresSettings(int lanes, int writers, int connections, Duration patience) {
  public PostgresSettings {
    boolean sound =
        lanes >= 1
            && lanes <= 256
            && writers >= 1
            && connections > writers
            && patience.toMillis() >= 250;
    if (!sound) {
      throw new IllegalArgumentException(
          "lanes 1 to 256, at least one writer, more connections than writers, patience of 250 ms");
    }
  }

  /**
   * 1 lane, 1 writer, 10 connections, 5 seconds. What bounds commits is how often the database
   * makes its log durable, so the largest groups are the fastest; more lanes make smaller groups,
   * and are for a database that is distributed by lane.
   */
  public static PostgresSettings defaults() {
    return new PostgresSettings(1, 1, 10, Duration.ofSeconds(5));
  }

  public PostgresSettings lanes(int count) {
    return new PostgresSettings(count, writers, connections, patience);
  }

  public PostgresSettings writers(int count) {
    return new PostgresSettings(lanes, count, connections, patience);
  }

  public PostgresSettings connections(int count) {
    return new PostgresSettings(lanes, writers, count, patience);
  }

  public PostgresSettings patience(Duration time) {
    return new PostgresSettings(lanes, writers, connections, time);
  }
}
