package dev.cairn.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the server listens, and what it bears.
 *
 * @param port 0 picks a free one
 * @param tls without it, requests come in plain text
 * @param bodyBytesMax of one request, also after inflating
 * @param depthMax how deeply a body may nest
 * @param headerBytesMax of all headers of one request together
 * @param bodyPatience how long headers, and then a body, may take to arrive
 * @param idlePatience how long a connection may be silent between requests
 * @param streamPatience how long the reader of a long answer may let it wait, before it is cut off
 * @param connectionsMax at once; more are not accepted until some have gone
 * @param drain how long stopping waits for requests that were accepted
 */
public record HttpSettings(
    String host,
    int port,
    Optional<TlsFiles> tls,
    long bodyBytesMax,
    int depthMax,
    int headerBytesMax,
    Duration bodyPatience,
    Duration idlePatience,
    Duration streamPatience,
    int connectionsMax,
    Duration drain) {

  public static HttpSettings defaults() {
    return new HttpSettings(
        "127.0.0.1",
        7070,
        Optional.empty(),
        16L << 20,
        100,
        16 << 10,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        10_000,
        Duration.ofSeconds(20));
  }

  public HttpSettings address(String name, int number) {
    return new HttpSettings(
        name,
        number,
        tls,
        bodyBytesMax,
        depthMax,
        headerBytesMax,
        bodyPatience,
        idlePatience,
        streamPatience,
        connectionsMax,
        drain);
  }

  public HttpSettings bodyBytesMax(long bytes) {
    return new HttpSettings(
        host,
        port,
        tls,
        bytes,
        depthMax,
        headerBytesMax,
        bodyPatience,
        idlePatience,
        streamPatience,
        connectionsMax,
        drain);
  }

  public HttpSettings patience(Duration body, Duration silence) {
    return new HttpSettings(
        host,
        port,
        tls,
        bodyBytesMax,
        depthMax,
        headerBytesMax,
        body,
        silence,
        streamPatience,
        connectionsMax,
        drain);
  }

  public HttpSettings streamPatience(Duration most) {
    return new HttpSettings(
        host,
        port,
        tls,
        bodyBytesMax,
        depthMax,
        headerBytesMax,
        bodyPatience,
        idlePatience,
        most,
        connectionsMax,
        drain);
  }
}
