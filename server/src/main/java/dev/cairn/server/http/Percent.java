package dev.cairn.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/** Decodes the parts of a URL, strictly. */
final class Percent {
  private static final char REPLACEMENT = '\uFFFD';

  private Percent() {}

  /** A segment of a path: a plus is a plus. */
  static String path(String raw) {
    return raw.indexOf('%') < 0 ? raw : query(raw.replace("+", "%2B"));
  }

  /** A name or a value of a query: a plus is a space. */
  static String query(String raw) {
    String text;
    try {
      text = URLDecoder.decode(raw, UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw invalid();
    }
    if (text.indexOf(REPLACEMENT) >= 0 || text.indexOf('\0') >= 0) {
      throw invalid();
    }
    return text;
  }

  private static Refusal invalid() {
    return Refusal.invalid(
        "invalid_url",
        "the URL is not percent-encoded UTF-8, or encodes U+0000",
        "encode each byte of a character as %XX");
  }
}
