package dev.cairn.server.http;

import java.time.Duration;
import java.util.Optional;

/** Is told what the server answers; for metrics and logs. Safe for use by many threads. */
public interface Monitor {

  /**
   * A request that was answered.
   *
   * @param route empty when there is none for it
   * @param traceparent what its caller said of a trace that it is part of
   */
  record Answered(
      String requestId,
      Optional<Route> route,
      int status,
      Duration took,
      Optional<String> traceparent) {}

  /** A request was answered. */
  void answered(Answered request);

  /** A request failed in a way that its answer does not tell. */
  void failed(String requestId, String route, Throwable failure);

  /** Tells nobody. */
  Monitor NONE =
      new Monitor() {
        @Override
        public void answered(Answered request) {}

        @Override
        public void failed(String requestId, String route, Throwable failure) {}
      };
}
