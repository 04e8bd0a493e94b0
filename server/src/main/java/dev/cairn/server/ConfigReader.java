package dev.cairn.server;

import dev.cairn.server.NodeSettings.Driving;
import dev.cairn.server.access.Bounds;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.Listening.Callers;
import dev.cairn.server.access.Listening.Transport;
import dev.cairn.server.access.TokenSettings;
import dev.cairn.server.access.TokenSettings.Keys;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.http.TlsFiles;
import dev.cairn.server.log.LogFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makes of settings what the parts of a server understand. */
record ConfigReader(SettingReader reader) {

  /** What cannot be safe is refused here, before anything is touched. */
  Listening listening() {
    var standard = HttpSettings.defaults();
    return new Listening(
        reader.text(Setting.HOST).orElse(standard.host()),
        reader.number(Setting.PORT, 0, 65_535, standard.port()),
        Callers.AUTHENTICATED,
        transport(),
        reader.names(Setting.NAMES));
  }

  private Transport transport() {
    boolean behindProxy = reader.isTrue(Setting.BEHIND_PROXY);
    if (behindProxy && tls().isPresent()) {
      throw reader.invalid(
          Setting.BEHIND_PROXY, "and a certificate exclude each other", "set one of them");
    }
    if (behindProxy) {
      return Transport.BEHIND_PROXY;
    }
    return tls().isPresent() ? Transport.TLS : Transport.PLAIN;
  }

  private Optional<TlsFiles> tls() {
    if (!reader.has(Setting.TLS_CERTIFICATE) && !reader.has(Setting.TLS_KEY)) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsFiles(
            Path.of(reader.require(Setting.TLS_CERTIFICATE, Setting.TLS_KEY)),
            Path.of(reader.require(Setting.TLS_KEY, Setting.TLS_CERTIFICATE))));
  }

  HttpSettings http(Listening listening) {
    var standard = HttpSettings.defaults();
    return new HttpSettings(
        listening.host(),
        listening.port(),
        tls(),
        reader.number(Setting.BODY_BYTES_MAX, 1, 1L << 30, standard.bodyBytesMax()),
        reader.number(Setting.DEPTH_MAX, 1, 1_000, standard.depthMax()),
        reader.number(Setting.HEADER_BYTES_MAX, 1 << 10, 1 << 20, standard.headerBytesMax()),
        reader.duration(Setting.BODY_PATIENCE, standard.bodyPatience()),
        reader.duration(Setting.IDLE_PATIENCE, standard.idlePatience()),
        reader.duration(Setting.STREAM_PATIENCE, standard.streamPatience()),
        reader.number(Setting.CONNECTIONS_MAX, 1, 1_000_000, standard.connectionsMax()),
        reader.duration(Setting.DRAIN, standard.drain()));
  }

  Bounds bounds(Listening listening) {
    var standard = Bounds.of(listening);
    return new Bounds(
        reader.number(Setting.REQUESTS_PER_SECOND, 1, 1_000_000, standard.perSecond()),
        reader.number(Setting.ANONYMOUS_PER_SECOND, 1, 1_000_000, standard.anonymousPerSecond()),
        reader.number(Setting.STREAMS_MAX, 1, 1_000_000, standard.streams()));
  }

  /** Tokens are believed where it is said whose. */
  Optional<TokenSettings> tokens() {
    var stray =
        Arrays.stream(Setting.values())
            .filter(it -> it.name().startsWith("TOKEN_") && reader.has(it))
            .findFirst();
    return stray.map(because ->
        tokens(
            TokenSettings.of(
                reader.require(Setting.TOKEN_ISSUER, because),
                reader.require(Setting.TOKEN_AUDIENCE, because),
                keys(reader.require(Setting.TOKEN_KEYS, because)))));
  }

  private TokenSettings tokens(TokenSettings standard) {
    return new TokenSettings(
        standard.issuer(),
        standard.audience(),
        standard.keys(),
        reader.has(Setting.TOKEN_ALGORITHMS)
            ? reader.names(Setting.TOKEN_ALGORITHMS)
            : standard.algorithms(),
        reader.duration(Setting.TOKEN_LEEWAY, standard.leeway()),
        standard.bytesMax(),
        reader.text(Setting.TOKEN_ROLES).orElse(standard.rolesClaim()),
        reader.pairs(Setting.TOKEN_ROLE_NAMES));
  }

  private Keys keys(String where) {
    if (!where.matches("https?://.*")) {
      return new Keys.In(Path.of(where));
    }
    try {
      return new Keys.At(URI.create(where));
    } catch (IllegalArgumentException malformed) {
      throw reader.invalid(Setting.TOKEN_KEYS, "is not a URL", "write https://…, or a file");
    }
  }

  Optional<String> database() {
    var url = reader.text(Setting.DATABASE);
    if (!reader.has(Setting.LANES)) {
      return url;
    }
    int lanes = reader.number(Setting.LANES, 1, 256, 1);
    var database = reader.require(Setting.DATABASE, Setting.LANES);
    return Optional.of(database + (database.contains("?") ? "&" : "?") + "cairnLanes=" + lanes);
  }

  NodeSettings node() {
    var driving =
        switch (reader.text(Setting.ENGINE).orElse("on")) {
          case "on" -> Driving.ON;
          case "off" -> Driving.OFF;
          default ->
              throw reader.invalid(Setting.ENGINE, "is neither on nor off", "write one of them");
        };
    return new NodeSettings(driving, reader.text(Setting.NODE), lease());
  }

  /** A second at least: a pause of the garbage collector must cost no lane. */
  private Duration lease() {
    var lease = reader.duration(Setting.LEASE, Duration.ofSeconds(5));
    if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
      throw reader.invalid(Setting.LEASE, "is no lease", "write PT1S to PT1H");
    }
    return lease;
  }

  /** The collector of traces. */
  Optional<URI> traces() {
    return reader.text(Setting.TRACES).map(this::collector);
  }

  private URI collector(String url) {
    try {
      var uri = URI.create(url);
      if (url.matches("https?://.*") && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Falls through: both deserve the same answer.
    }
    throw reader.invalid(Setting.TRACES, "is not a URL", "write http://127.0.0.1:4318/v1/traces");
  }

  LogFormat format() {
    var name = reader.text(Setting.LOG).orElse("text");
    return Arrays.stream(LogFormat.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> reader.invalid(Setting.LOG, "is no format", "write text or json"));
  }
}
