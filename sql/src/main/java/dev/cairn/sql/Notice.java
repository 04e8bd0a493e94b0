package dev.cairn.sql;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one process says to the others by NOTIFY.
 *
 * @param from names the process
 * @param about what it says of the topics
 * @param topics with details; all topics are meant by {@value #ANY}, and anything by no details
 */
record Notice(String from, About about, Map<String, List<String>> topics) {
  static final String ANY = "*";

  /** PostgreSQL takes less than 8,000 bytes. */
  private static final int BYTES_MAX = 7_900;

  enum About {
    /** It has come, and asks what the others want. */
    HELLO,
    /** It wants word of these topics. */
    WANTS,
    /** These topics moved. */
    TOLD,
    /** It leaves. */
    BYE
  }

  /** A notice that is short enough, if need be by saying less exactly what it means. */
  static Notice of(String from, About about, Map<String, ? extends Collection<String>> topics) {
    var exact = new TreeMap<String, List<String>>();
    topics.forEach((topic, details) -> exact.put(topic, List.copyOf(details)));
    var notice = new Notice(from, about, exact);
    if (notice.fits()) {
      return notice;
    }
    exact.replaceAll((topic, details) -> List.of());
    return notice.fits() ? notice : new Notice(from, about, Map.of(ANY, List.of()));
  }

  private boolean fits() {
    return text().getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
  }

  String text() {
    var said = JsonObject.builder();
    topics.forEach((topic, details) -> said.put(topic, Json.of(details)));
    return JsonObject.of("from", from, "about", about.name(), "topics", said.build()).canonical();
  }

  /** Reads {@link #text}; empty when it is none: anybody may notify anything. */
  static Optional<Notice> parse(String text) {
    try {
      var json = Json.parse(text).asObject();
      var topics =
          json.require("topics").asObject().entries().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, it -> details(it.getValue())));
      return Optional.of(
          new Notice(
              json.require("from").asString(),
              About.valueOf(json.require("about").asString()),
              topics));
    } catch (JsonException | IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  private static List<String> details(Json all) {
    return all.asArray().items().stream().map(Json::asString).toList();
  }
}
