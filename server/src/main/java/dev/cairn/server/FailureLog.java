package dev.cairn.server;

import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.log.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;

/** Tells the log of failures, whole, and hands everything on to another monitor. */
record FailureLog(Journal journal, Monitor next) implements Monitor {

  @Override
  public void answered(Answered request) {
    next.answered(request);
  }

  @Override
  public void failed(String requestId, String route, Throwable failure) {
    var stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    journal.write(
        Level.ERROR,
        "a request failed",
        JsonObject.of("requestId", requestId, "route", route, "failure", stack.toString()));
    next.failed(requestId, route, failure);
  }
}
