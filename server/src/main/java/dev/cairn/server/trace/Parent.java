package dev.cairn.server.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The span of a caller, as the header {@code traceparent} names it (W3C Trace Context).
 *
 * @param isSampled whether the caller's own span is told to anybody; if not, neither are ours
 */
record Parent(String traceId, String spanId, boolean isSampled) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern ZEROS = Pattern.compile("0+");

  /** What a header says; what is no span of anybody is as good as no header. */
  static Optional<Parent> parse(String header) {
    var found = FORM.matcher(header);
    if (!found.matches() || header.startsWith("ff") || isZero(found.group(1), found.group(2))) {
      return Optional.empty();
    }
    int flags = HexFormat.fromHexDigits(found.group(3));
    return Optional.of(new Parent(found.group(1), found.group(2), (flags & 1) == 1));
  }

  private static boolean isZero(String traceId, String spanId) {
    return ZEROS.matcher(traceId).matches() || ZEROS.matcher(spanId).matches();
  }
}
