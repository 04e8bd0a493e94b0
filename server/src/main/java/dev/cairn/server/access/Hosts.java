package dev.cairn.server.access;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps out requests that a browser was led to make. A name that an attacker points at this machine
 * (DNS rebinding) is none of ours; a page of another site may not change anything here. Pure.
 *
 * @param allowed names and addresses by which this server is called, without ports
 */
public record Hosts(Set<String> allowed) {
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  public Hosts {
    var lower = new HashSet<String>();
    allowed.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    allowed = Set.copyOf(lower);
  }

  /** What a server on this machine alone is called. */
  public static Hosts loopback() {
    return new Hosts(Set.of("localhost", "127.0.0.1", "[::1]"));
  }

  /** These, and what a server on this machine is called. */
  public Hosts and(Set<String> more) {
    var all = new HashSet<>(allowed);
    all.addAll(more);
    return new Hosts(all);
  }

  /** Whether a Host header names this server; a request without one does not. */
  public boolean isOurs(Optional<String> host) {
    return host.flatMap(Hosts::name).filter(allowed::contains).isPresent();
  }

  /**
   * Whether a request may have come from where it says. What changes nothing may come from
   * everywhere: a browser shows the answer to no other site. Programs send no Origin.
   *
   * @param origin the Origin header
   * @param fetchSite the Sec-Fetch-Site header, which no page can forge
   */
  public boolean isOwnSite(
      String method, Optional<String> host, Optional<String> origin, Optional<String> fetchSite) {
    if (HARMLESS.contains(method)) {
      return true;
    }
    boolean sameSite =
        fetchSite.filter(it -> !it.equals("same-origin") && !it.equals("none")).isEmpty();
    return sameSite && origin.filter(it -> !isOrigin(it, host.orElse(""))).isEmpty();
  }

  /** An origin is a scheme and what is in the Host header, port included. */
  private static boolean isOrigin(String origin, String host) {
    var lower = origin.toLowerCase(Locale.ROOT);
    var own = host.toLowerCase(Locale.ROOT);
    return !own.isEmpty() && (lower.equals("http://" + own) || lower.equals("https://" + own));
  }

  /** The name in a Host header, in lower case, without its port; empty when it is none. */
  private static Optional<String> name(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
    var name = end <= 0 ? (lower.startsWith("[") ? "" : lower) : lower.substring(0, end);
    var rest = lower.substring(name.length());
    return rest.isEmpty() || PORT.matcher(rest).matches() ? Optional.of(name) : Optional.empty();
  }

  /**
   * Whether what is sent to a URL can be read on the way by nobody: https, or http that does not
   * leave this machine. Of a literal address only: a name could lead anywhere.
   */
  public static boolean isSafe(URI url) {
    return url.getHost() != null
        && ("https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && isLoopback(url.getHost())));
  }

  /**
   * Whether only this machine can reach an address; names other than localhost may lead anywhere.
   */
  static boolean isLoopback(String address) {
    return address.equals("localhost")
        || address.equals("::1")
        || address.equals("[::1]")
        || address.matches("127(\\.[0-9]{1,3}){3}");
  }
}
