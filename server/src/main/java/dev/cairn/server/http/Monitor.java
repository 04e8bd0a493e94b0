package dev.cairn.server.http;

import java.time.Duration;
import java.util.Optional;

/** Is told what the server answers; for metrics and logs. Safe for use by many threads. */
public interface Monitor {

  /** A request was answered; {@code route} is empty when there is none for it. */
  void answered(Optional<Route> route, int status, Duration took);

  /** A request failed in a way that its answer does not tell. */
  void failed(String requestId, String route, Throwable failure);

  /** Tells nobody. */
  Monitor NONE =
      new Monitor() {
        @Override
        public void answered(Optional<Route> route, int status, Duration took) {}

        @Override
        public void failed(String requestId, String route, Throwable failure) {}
      };
}
