package dev.cairn.server;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.log.LogFormat;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a server runs.
 *
 * @param database a PostgreSQL URL; without one the store is a SQLite file in the data folder
 */
public record ServerConfig(Path data, Optional<String> database, HttpSettings http, LogFormat log) {
  private static final String ENVIRONMENT = "CAIRN_SERVER_";

  /** Everything that can be set, by the name that a file uses. */
  enum Setting {
    HOST("host"),
    PORT("port"),
    DATABASE("database"),
    LOG("log"),
    BODY_BYTES_MAX("bodyBytesMax"),
    HEADER_BYTES_MAX("headerBytesMax"),
    DEPTH_MAX("depthMax"),
    BODY_PATIENCE("bodyPatience"),
    IDLE_PATIENCE("idlePatience"),
    CONNECTIONS_MAX("connectionsMax"),
    DRAIN("drain");

    private final String key;

    Setting(String key) {
      this.key = key;
    }

    /** The name of the variable, such as {@code CAIRN_SERVER_BODY_BYTES_MAX}. */
    String variable() {
      return ENVIRONMENT + name();
    }
  }

  /** Where settings come from: the name is shown when one is wrong. */
  public record Source(String name, Map<String, String> values) {

    /** The members of a document; all are scalars. */
    public static Source file(String name, Json document) {
      var values = new TreeMap<String, String>();
      if (!(document instanceof JsonObject object)) {
        throw invalid(name + " is not an object", "write {\"port\": 7070}");
      }
      object.forEach((key, value) -> {
        boolean quoted = value instanceof dev.cairn.json.JsonString;
        values.put(key, quoted ? value.asString() : value.canonical());
      });
      return new Source(name, values);
    }

    /** The variables that are meant for the server. */
    public static Source environment(Map<String, String> variables) {
      var known =
          Arrays.stream(Setting.values())
              .collect(Collectors.toMap(Setting::variable, it -> it.key));
      var values = new TreeMap<String, String>();
      variables.forEach((name, value) -> {
        if (name.startsWith(ENVIRONMENT)) {
          values.put(known.getOrDefault(name, name), value);
        }
      });
      return new Source("the environment", values);
    }
  }

  /**
   * Puts settings together; of two sources the later wins.
   *
   * @throws CairnException.Invalid when a setting is unknown or has a value that it cannot have
   */
  public static ServerConfig of(Path data, List<Source> sources) {
    var reader = new Reader();
    sources.forEach(reader::add);
    var standard = HttpSettings.defaults();
    var http =
        new HttpSettings(
            reader.text(Setting.HOST).orElse(standard.host()),
            (int) reader.number(Setting.PORT, 0, 65_535, standard.port()),
            reader.number(Setting.BODY_BYTES_MAX, 1, 1L << 30, standard.bodyBytesMax()),
            (int) reader.number(Setting.DEPTH_MAX, 1, 1_000, standard.depthMax()),
            (int)
                reader.number(
                    Setting.HEADER_BYTES_MAX, 1 << 10, 1 << 20, standard.headerBytesMax()),
            reader.duration(Setting.BODY_PATIENCE, standard.bodyPatience()),
            reader.duration(Setting.IDLE_PATIENCE, standard.idlePatience()),
            (int) reader.number(Setting.CONNECTIONS_MAX, 1, 1_000_000, standard.connectionsMax()),
            reader.duration(Setting.DRAIN, standard.drain()));
    return new ServerConfig(data, reader.text(Setting.DATABASE), http, reader.format());
  }

  /** The store to open. */
  public String store() {
    return database.orElseGet(() -> "sqlite:" + data.resolve("cairn.db"));
  }

  private static CairnException.Invalid invalid(String problem, String hint) {
    return new CairnException.Invalid("invalid_setting", problem, hint);
  }

  private static final class Reader {
    private final Map<String, String> values = new LinkedHashMap<>();

    void add(Source source) {
      var known = Arrays.stream(Setting.values()).map(it -> it.key).toList();
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

    Optional<String> text(Setting setting) {
      return Optional.ofNullable(values.get(setting.key));
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
      throw invalid(
          "'" + setting.key + "' is not a number that it can be", "write " + least + " to " + most);
    }

    Duration duration(Setting setting, Duration standard) {
      try {
        var duration = text(setting).map(Duration::parse).orElse(standard);
        if (!duration.isNegative() && !duration.isZero()) {
          return duration;
        }
      } catch (DateTimeException notOne) {
        // Falls through: both are told what may be written.
      }
      throw invalid("'" + setting.key + "' is not a duration", "write it like PT30S");
    }

    LogFormat format() {
      var name = text(Setting.LOG).orElse("text");
      return Arrays.stream(LogFormat.values())
          .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst()
          .orElseThrow(() -> invalid("'log' is no format", "write text or json"));
    }
  }
}
