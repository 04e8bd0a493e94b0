package dev.cairn.server;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import dev.cairn.server.access.Bounds;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.TokenSettings;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.log.LogFormat;
import dev.cairn.server.oidc.OidcSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a server runs.
 *
 * @param database a PostgreSQL URL; without one the store is a SQLite file in the data folder
 * @param tokens which JWTs are believed, if any; API keys always are
 * @param oidc where people may sign in to the console, beside keys
 * @param traces where spans go, if anywhere
 */
public record ServerConfig(
    Path data,
    Optional<String> database,
    HttpSettings http,
    Listening listening,
    Optional<TokenSettings> tokens,
    Optional<OidcSettings> oidc,
    Bounds bounds,
    NodeSettings node,
    LogFormat log,
    Optional<URI> traces) {

  /** Where settings come from: the name is shown when one is wrong. */
  public record Source(String name, Map<String, String> values) {

    /** The members of a document; all are scalars. */
    public static Source file(String name, Json document) {
      var values = new TreeMap<String, String>();
      if (!(document instanceof JsonObject object)) {
        throw SettingReader.invalid(name + " is not an object", "write {\"port\": 7070}");
      }
      object.forEach((key, value) -> {
        boolean quoted = value instanceof JsonString;
        values.put(key, quoted ? value.asString() : value.canonical());
      });
      return new Source(name, values);
    }

    /** The variables that are meant for the server. */
    public static Source environment(Map<String, String> variables) {
      var known =
          Arrays.stream(Setting.values())
              .collect(Collectors.toMap(Setting::variable, Setting::key));
      var values = new TreeMap<String, String>();
      variables.forEach((name, value) -> {
        if (name.startsWith(Setting.ENVIRONMENT)) {
          values.put(known.getOrDefault(name, name), value);
        }
      });
      return new Source("the environment", values);
    }
  }

  /**
   * Puts settings together; of two sources the later wins. Files that settings name are looked for
   * in the folder of the process.
   *
   * @throws CairnException.Invalid when a setting is unknown or has a value that it cannot have, or
   *     the server would be open to strangers
   */
  public static ServerConfig of(Path data, List<Source> sources) {
    var reader = new SettingReader();
    sources.forEach(reader::add);
    var config = new ConfigReader(reader);
    var listening = config.listening();
    return new ServerConfig(
        data,
        config.database(),
        config.http(listening),
        listening,
        config.tokens(),
        new OidcReader(reader).settings(),
        config.bounds(listening),
        config.node(),
        config.format(),
        config.traces());
  }

  /** The store to open. */
  public String store() {
    return database.orElseGet(() -> "sqlite:" + data.resolve("cairn.db"));
  }
}
