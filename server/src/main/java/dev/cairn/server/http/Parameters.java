package dev.cairn.server.http;

import dev.cairn.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The query parameters of a request. All readers throw a {@link Refusal} that names the one. */
public final class Parameters {
  private static final int COUNT_MAX = 200;
  private static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  static Parameters parse(String raw) {
    if (raw.isEmpty()) {
      return NONE;
    }
    var values = new LinkedHashMap<String, List<String>>();
    var pairs = raw.split("&", COUNT_MAX + 1);
    if (pairs.length > COUNT_MAX) {
      throw Refusal.invalid(
          "invalid_parameter",
          "there are more than " + COUNT_MAX + " query parameters",
          "ask for less at once");
    }
    for (var pair : pairs) {
      int equals = pair.indexOf('=');
      var name = Percent.query(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : Percent.query(pair.substring(equals + 1));
      if (!pair.isEmpty()) {
        values.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  void refuseUnknown(Route route) {
    var unknown = values.keySet().stream().filter(name -> !route.knows(name)).toList();
    if (!unknown.isEmpty()) {
      throw Refusal.invalid(
          "unknown_parameter",
          "unknown query parameters: " + String.join(", ", unknown),
          route.parameters().isEmpty()
              ? "this route has none"
              : "known here: " + String.join(", ", route.parameters().stream().sorted().toList()));
    }
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Every value that was given, in order. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of a parameter that may be given once. */
  public Optional<String> text(String name) {
    var given = all(name);
    if (given.size() > 1) {
      throw invalid(name, "is given " + given.size() + " times", "give it once");
    }
    return given.stream().findFirst();
  }

  public Optional<Long> number(String name) {
    return text(name).map(text -> number(name, text));
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw invalid(name, "is not a whole number", "write digits, such as " + name + "=7");
    }
  }

  public long require(String name) {
    return number(name)
        .orElseThrow(() -> invalid(name, "is missing", "write it as ?" + name + "=…"));
  }

  public Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException notOne) {
      throw invalid(
          name, "is not a time", "write it like 2026-01-31T09:30:00Z, and a + of an offset as %2B");
    }
  }

  public Optional<Boolean> bool(String name) {
    return text(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw invalid(name, "is neither true nor false", "write one of them");
            });
  }

  /** The parameters whose names begin so, by the rest of the name. */
  public Map<String, List<String>> beginningWith(String prefix) {
    var found = new TreeMap<String, List<String>>();
    values.forEach((name, given) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), given);
      }
    });
    return found;
  }

  /** Refuses a parameter that has a value it cannot have. */
  public static Refusal invalid(String name, String problem, String hint) {
    return Refusal.invalid("invalid_parameter", "'" + name + "' " + problem, hint);
  }
}
