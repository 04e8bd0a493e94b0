package dev.cairn.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Writes parts of URLs. */
final class Links {
  private Links() {}

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
