package dev.cairn.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where a server listens, as it is typed. */
final class ListeningFlags {
  @Option(names = "--host", paramLabel = "ADDRESS", description = "Else 127.0.0.1.")
  private Optional<String> host = Optional.empty();

  @Option(names = "--port", paramLabel = "N", description = "Else 7070; 0 picks a free one.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--names",
      paramLabel = "NAMES",
      description = "How requests call it, with commas between; needed beyond this machine.")
  private Optional<String> names = Optional.empty();

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Its chain in PEM; with --tls-key.")
  private Optional<String> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The key in PEM, PKCS #8.")
  private Optional<String> key = Optional.empty();

  @Option(names = "--behind-proxy", description = "A proxy ends TLS and hands on in plain.")
  private boolean behindProxy;

  /** What was typed, by the names of the settings; more may be added. */
  Map<String, String> settings() {
    var typed = new TreeMap<String, String>();
    host.ifPresent(it -> typed.put("host", it));
    port.ifPresent(it -> typed.put("port", it));
    names.ifPresent(it -> typed.put("names", it));
    certificate.ifPresent(it -> typed.put("tlsCertificate", it));
    key.ifPresent(it -> typed.put("tlsKey", it));
    if (behindProxy) {
      typed.put("behindProxy", "true");
    }
    return typed;
  }
}
