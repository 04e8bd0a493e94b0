package dev.cairn.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A running web server: each request has a virtual thread of its own. */
public final class HttpServer implements AutoCloseable {
  private static final int URL_BYTES_MAX = 8 << 10;
  private static final Duration CONNECTIONS_END = Duration.ofMillis(200);

  private final HttpSettings settings;
  private final Dispatch dispatch;
  private final Watchdogs watchdogs;
  private final WebServer web;

  private HttpServer(HttpSettings settings, Dispatch dispatch, Watchdogs watchdogs, WebServer web) {
    this.settings = settings;
    this.dispatch = dispatch;
    this.watchdogs = watchdogs;
    this.web = web;
  }

  /**
   * Starts to serve.
   *
   * @param random tells apart the request ids of several nodes
   * @throws dev.cairn.CairnException.Invalid when the files of TLS cannot be used
   * @throws RuntimeException when the address cannot be listened on
   */
  public static HttpServer start(Service service, HttpSettings settings, RandomGenerator random) {
    var tls = settings.tls().map(TlsFiles::context);
    var watchdogs = Watchdogs.of(settings);
    var dispatch = new Dispatch(service, settings, watchdogs, random);
    var builder =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(CONNECTIONS_END)
            .maxTcpConnections(settings.connectionsMax())
            .idleConnectionTimeout(settings.idlePatience())
            .idleConnectionPeriod(settings.idlePatience().dividedBy(2))
            .contentEncoding(new AsSent())
            .connectionOptions(it -> it.tcpNoDelay(true))
            .protocolsDiscoverServices(false)
            .addProtocol(http1(settings, watchdogs.senders()))
            .directHandlers(TransportProblems.all(dispatch.ids()))
            .routing(HttpRouting.builder().any(dispatch));
    tls.ifPresent(it -> builder.tls(Tls.builder().sslContext(it).build()));
    var web = builder.build();
    web.start();
    return new HttpServer(settings, dispatch, watchdogs, web);
  }

  private static Http1Config http1(HttpSettings settings, Watchdog watchdog) {
    return Http1Config.builder()
        .maxHeadersSize(settings.headerBytesMax())
        .maxPrologueLength(URL_BYTES_MAX)
        .addReceiveListener(new HeaderWatch(watchdog))
        .build();
  }

  /** Where it listens, such as {@code http://127.0.0.1:7070}. */
  public URI address() {
    return address(settings.host());
  }

  /** The URL of who calls it by this name or address. */
  public URI address(String called) {
    var host = called.contains(":") ? "[" + called + "]" : called;
    var scheme = settings.tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + host + ":" + web.port());
  }

  /** Answers what was accepted, for as long as the settings say, and stops. */
  @Override
  public void close() {
    dispatch.drain(settings.drain());
    web.stop();
    watchdogs.close();
  }
}
