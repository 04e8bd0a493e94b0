package dev.cairn.server;

import dev.cairn.CairnException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads settings that were put together; says which one has a value that it cannot have. */
final class SettingReader {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Adds a source; its settings win over those that are there. */
  void add(ServerConfig.Source source) {
    var known = Arrays.stream(Setting.values()).map(Setting::key).toList();
    source
        .values()
        .forEach((key, value) -> {
          if (!known.contains(key)) {
            throw new CairnException.Invalid(
                "unknown_setting",
                "unknown setting '" + key + "' in " + source.name(),
                "known are " + String.join(", ", known));
          }
          values.put(key, value);
        });
  }

  boolean has(Setting setting) {
    return values.containsKey(setting.key());
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting.key()));
  }

  String require(Setting setting, Setting because) {
    return text(setting)
        .orElseThrow(() ->
            invalid(
                "'" + because.key() + "' is set, and '" + setting.key() + "' is not",
                "set both, or none"));
  }

  int number(Setting setting, int least, int most, int standard) {
    return (int) number(setting, least, most, (long) standard);
  }

  long number(Setting setting, long least, long most, long standard) {
    try {
      long number = text(setting).map(Long::parseLong).orElse(standard);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Falls through: both are told what may be written.
    }
    throw invalid(setting, "is not a number that it can be", "write " + least + " to " + most);
  }

  /** A duration of more than nothing. */
  Duration duration(Setting setting, Duration standard) {
    try {
      var duration = text(setting).map(Duration::parse).orElse(standard);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeException notOne) {
      // Falls through: both are told what may be written.
    }
    throw invalid(setting, "is not a duration", "write it like PT30S");
  }

  boolean isTrue(Setting setting) {
    return switch (text(setting).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(setting, "is neither true nor false", "write one of them");
    };
  }

  /** Names with commas between. */
  Set<String> names(Setting setting) {
    return Set.copyOf(list(setting));
  }

  private List<String> list(Setting setting) {
    return text(setting).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** Pairs with commas between, such as {@code boss=Admin,staff=Participant}. */
  Map<String, String> pairs(Setting setting) {
    var pairs = new TreeMap<String, String>();
    for (var pair : list(setting)) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1) {
        throw invalid(setting, "is not made of pairs", "write boss=Admin,staff=Participant");
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }

  CairnException.Invalid invalid(Setting setting, String problem, String hint) {
    return invalid("'" + setting.key() + "' " + problem, hint);
  }

  static CairnException.Invalid invalid(String problem, String hint) {
    return new CairnException.Invalid("invalid_setting", problem, hint);
  }
}
