package dev.cairn.server.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Watches a connection from the first line of a request to its last header. */
final class HeaderWatch implements Http1ConnectionListener {
  private final Watchdog watchdog;

  HeaderWatch(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    watchdog.watch();
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    watchdog.release();
  }
}
