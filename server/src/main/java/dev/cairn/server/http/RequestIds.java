package dev.cairn.server.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names requests: as the caller did where it may be repeated, or else with a new name. */
final class RequestIds {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Tells apart the requests of several nodes, and of a node before and after a restart. */
  private final String process;

  private final AtomicLong count = new AtomicLong();

  RequestIds(RandomGenerator random) {
    this.process = HexFormat.of().toHexDigits(random.nextInt()) + "-";
  }

  String of(Optional<String> given) {
    return given
        .filter(it -> HARMLESS.matcher(it).matches())
        .orElseGet(() -> process + count.incrementAndGet());
  }
}
