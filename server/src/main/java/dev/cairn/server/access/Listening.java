package dev.cairn.server.access;

import dev.cairn.CairnException;
import java.util.Set;

/**
 * Where a server listens, and what stands between it and the world. It cannot be made so that
 * strangers reach a store: whoever listens wider than this machine authenticates callers, and has
 * TLS or a proxy that has it.
 *
 * @param host the address to listen on
 * @param port 0 picks one
 * @param names by which it is called beside its address: what Host headers may say
 */
public record Listening(
    String host, int port, Callers callers, Transport transport, Set<String> names) {

  /** Who may call. */
  public enum Callers {
    AUTHENTICATED,
    /** Whoever reaches it: for trying out, on one machine. */
    ANYBODY
  }

  /** How requests come. */
  public enum Transport {
    PLAIN,
    TLS,
    /** In plain from a proxy that ends TLS before this server. */
    BEHIND_PROXY
  }

  public Listening {
    names = Set.copyOf(names);
    if (port < 0 || port > 65_535) {
      throw invalid("no port: " + port, "name one from 1 to 65535, or 0 to have one picked");
    }
    if (host.isBlank()) {
      throw invalid("no address to listen on", "name one, such as 127.0.0.1");
    }
    boolean wide = !Hosts.isLoopback(host);
    if (wide && callers == Callers.ANYBODY) {
      throw invalid(
          "whoever reaches " + host + " could do anything",
          "let callers authenticate, or listen on 127.0.0.1");
    }
    if (wide && transport == Transport.PLAIN) {
      throw invalid(
          "keys would cross the network in plain text to " + host,
          "give a certificate, or --behind-proxy when a proxy has one, or listen on 127.0.0.1");
    }
    if (wide && names.isEmpty()) {
      throw invalid(
          "nobody knows by which name " + host + " is called",
          "name it, as it stands in the address of requests");
    }
  }

  /** On this machine alone, with keys. */
  public static Listening loopback(int port) {
    return new Listening("127.0.0.1", port, Callers.AUTHENTICATED, Transport.PLAIN, Set.of());
  }

  /** Whether others than this machine reach it. */
  public boolean isWide() {
    return !Hosts.isLoopback(host);
  }

  /**
   * By which name or address a program on this machine calls: a certificate is for a name, and an
   * address that stands for all of them cannot be called.
   */
  public String called() {
    if (isWide() && transport == Transport.TLS) {
      return names.stream().sorted().findFirst().orElseThrow();
    }
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::", "[::]" -> "::1";
      default -> host;
    };
  }

  /** What Host headers may say: the names, and what {@link #called} says, which none can forge. */
  public Hosts hosts() {
    var called = called();
    var own = new Hosts(Set.of(called.contains(":") ? "[" + called + "]" : called)).and(names);
    return Hosts.isLoopback(called) ? Hosts.loopback().and(own.allowed()) : own;
  }

  private static CairnException.Invalid invalid(String message, String hint) {
    return new CairnException.Invalid("unsafe_listening", message, hint);
  }
}
