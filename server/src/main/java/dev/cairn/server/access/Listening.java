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

  /** What Host headers may say. */
  public Hosts hosts() {
    return Hosts.isLoopback(host) ? Hosts.loopback().and(names) : new Hosts(names);
  }

  private static CairnException.Invalid invalid(String message, String hint) {
    return new CairnException.Invalid("unsafe_listening", message, hint);
  }
}
