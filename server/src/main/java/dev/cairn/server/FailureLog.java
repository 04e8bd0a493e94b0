package dev.cairn.server;

import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.http.Route;
import dev.cairn.server.log.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Tells the log of failures, whole, and hands everything on to another monitor. */
record FailureLog(Journal journal, Monitor next) implements Monitor {

  @Override
  public void answered(Optional<Route> route, int status, Duration took) {
    next.answered(route, status, took);
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
