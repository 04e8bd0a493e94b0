package dev.cairn.server.log;

import dev.cairn.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What libraries log, brought into the journal: warnings, and what Cairn itself has to say. */
public final class Captured extends Handler {
  private static final String OURS = "dev.cairn";

  private final Journal journal;

  private Captured(Journal journal) {
    this.journal = journal;
  }

  /** Takes over the log of the whole process. */
  public static void into(Journal journal) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(java.util.logging.Level.WARNING);
    root.addHandler(new Captured(journal));
    Logger.getLogger(OURS).setLevel(java.util.logging.Level.INFO);
  }

  @Override
  public void publish(LogRecord record) {
    var fields = JsonObject.of("logger", String.valueOf(record.getLoggerName()));
    var failure = Optional.ofNullable(record.getThrown()).map(Captured::stack);
    journal.write(
        level(record),
        new SimpleFormatter().formatMessage(record),
        failure.map(text -> fields.with("failure", dev.cairn.json.Json.of(text))).orElse(fields));
  }

  private static Level level(LogRecord record) {
    int value = record.getLevel().intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    return value >= java.util.logging.Level.WARNING.intValue() ? Level.WARNING : Level.INFO;
  }

  private static String stack(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
