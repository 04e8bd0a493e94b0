package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Definitions in YAML 1.2, read as the JSON that they stand for. */
public final class Yaml {
  private static final int CHARACTERS_MAX = 1 << 20;
  private static final int ALIASES_MAX = 50;

  private Yaml() {}

  /**
   * Reads one document. Every JSON document is one, too.
   *
   * @throws CairnException.Invalid {@code invalid_yaml}, naming where and what is wrong
   */
  public static Json parse(String text) {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setCodePointLimit(CHARACTERS_MAX)
            .build();
    try {
      return Json.of(new Load(settings).loadFromString(text));
    } catch (YamlEngineException | JsonException wrong) {
      throw new CairnException.Invalid(
          "invalid_yaml", String.valueOf(wrong.getMessage()), "correct what is named");
    }
  }
}
