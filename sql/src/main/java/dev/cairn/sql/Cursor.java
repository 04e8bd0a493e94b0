package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query.Sort;
import dev.cairn.Times;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended: the value that was sorted by, and the id that breaks ties. */
record Cursor(Sort sort, long micros, InstanceId id) {

  static Cursor of(Sort sort, Instance last) {
    var time = sort.isByCreation() ? last.origin().createdAt() : last.updatedAt();
    return new Cursor(sort, Times.toMicros(time), last.id());
  }

  /** Opaque to callers. */
  String text() {
    var plain = sort + " " + micros + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws CairnException.Invalid when it is something else, or of another order
   */
  static Cursor parse(String text, Sort expected) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
      if (parts.length == 3 && parts[0].equals(expected.toString())) {
        return new Cursor(expected, Long.parseLong(parts[1]), InstanceId.of(parts[2]));
      }
    } catch (IllegalArgumentException | CairnException.Invalid forged) {
      // One answer for everything that no page has given out.
    }
    throw new CairnException.Invalid(
        "invalid_cursor",
        "not a cursor of this query",
        "take the cursor of a page as it is, with the same filter and order; or begin anew");
  }
}
