package dev.cairn.server.http;

/**
 * Who ends what takes too long.
 *
 * @param senders watches those whose requests are read
 * @param readers watches those to whom long answers are written
 */
record Watchdogs(Watchdog senders, Watchdog readers) implements AutoCloseable {

  static Watchdogs of(HttpSettings settings) {
    return new Watchdogs(
        new Watchdog(settings.bodyPatience()), new Watchdog(settings.streamPatience()));
  }

  @Override
  public void close() {
    senders.close();
    readers.close();
  }
}
