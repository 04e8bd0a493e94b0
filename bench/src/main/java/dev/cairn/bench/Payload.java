package dev.cairn.bench;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.Random;

/**
 * Documents such as workflows have: words, numbers, flags, a list of items; the same every time.
 */
final class Payload {
  static final int SMALL = 1_024;
  static final int LARGE = 16_384;

  private static final String[] WORDS =
      "order hold pay review draft agent plan task price total city retry queue worker event"
          .split(" ");

  private Payload() {}

  /** A document of about {@code size} bytes; {@code group} is what queries look for. */
  static JsonObject document(long seed, int size, long group) {
    var random = new Random(seed);
    var items = new ArrayList<Json>();
    int bytes = 150;
    while (bytes < size) {
      var item =
          JsonObject.of(
              "k", WORDS[random.nextInt(WORDS.length)],
              "u", Long.toHexString(random.nextLong()),
              "n", random.nextInt(100_000),
              "ok", random.nextBoolean());
      items.add(item);
      bytes += item.byteCount() + 1;
    }
    return JsonObject.of(
        "id",
        "wf-" + seed,
        "status",
        "new",
        "attempt",
        0,
        "customer",
        JsonObject.of("tier", "t" + group % 7, "group", "g" + group),
        "items",
        JsonArray.copyOf(items));
  }

  /** The small change that a commit makes. */
  static JsonObject change(long turn) {
    return JsonObject.of(
        "status", WORDS[(int) (turn % WORDS.length)], "attempt", turn, "ref", "a81f3c9d22");
  }
}
