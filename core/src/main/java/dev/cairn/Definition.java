package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A named, versioned description of a workflow. An instance keeps the version that it began with.
 *
 * @param json the whole definition as it was registered
 */
public record Definition(
    String id,
    int version,
    String name,
    List<Step> steps,
    Optional<JsonObject> stateSchema,
    int schemaVersion,
    List<String> indexes,
    Optional<Retention> retention,
    JsonObject json) {
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "version",
          "name",
          "description",
          "estimatedDuration",
          "requiredRoles",
          "stateSchema",
          "schemaVersion",
          "indexes",
          "retention",
          "compensation",
          "steps");
  private static final String HINT = "correct the definition and register it again";

  /** A definition with nothing but a name: it serves the state door. */
  public static Definition named(String id) {
    return parse(JsonObject.of("id", id));
  }

  /**
   * Reads a definition.
   *
   * @throws CairnException.Invalid naming the first member that is wrong
   */
  public static Definition parse(Json json) {
    try {
      return read(json.asObject());
    } catch (dev.cairn.json.JsonException | ArithmeticException problem) {
      throw invalid(String.valueOf(problem.getMessage()));
    }
  }

  private static Definition read(JsonObject json) {
    json.keys().stream()
        .filter(key -> !MEMBERS.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw invalid("unknown member '" + key + "'");
        });
    var id = json.get("id").map(Json::asString).orElse("");
    Names.check("definition id", id, 200);
    int version = positive(json, "version");
    return new Definition(
        id,
        version,
        json.get("name").map(Json::asString).orElse(id),
        steps(json),
        json.get("stateSchema").filter(it -> !(it instanceof JsonNull)).map(Json::asObject),
        positive(json, "schemaVersion"),
        indexes(json),
        json.get("retention").filter(it -> !(it instanceof JsonNull)).map(Retention::parse),
        json.with("version", Json.of(version)));
  }

  private static int positive(JsonObject json, String member) {
    long number = json.get(member).map(Json::asLong).orElse(1L);
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw invalid("'" + member + "' must be a positive integer, not " + number);
    }
    return (int) number;
  }

  private static List<Step> steps(JsonObject json) {
    var steps = json.get("steps").map(Json::asArray).orElse(JsonArray.empty());
    var seen = new HashSet<String>();
    var parsed = steps.items().stream().map(Step::parse).toList();
    for (var step : parsed) {
      if (!seen.add(step.id())) {
        throw invalid("two steps are called '" + step.id() + "'");
      }
    }
    return parsed;
  }

  private static List<String> indexes(JsonObject json) {
    var paths = json.get("indexes").map(Json::asArray).orElse(JsonArray.empty());
    return paths.items().stream().map(path -> StatePath.parse(path.asString()).toString()).toList();
  }

  private static CairnException.Invalid invalid(String problem) {
    return new CairnException.Invalid("invalid_definition", problem, HINT);
  }

  /** The 1-based position of a step; empty when there is none of this name. */
  public OptionalInt position(String stepId) {
    return IntStream.range(0, steps.size())
        .filter(index -> steps.get(index).id().equals(stepId))
        .map(index -> index + 1)
        .findFirst();
  }

  /** The step at a 1-based position. */
  public Optional<Step> step(int position) {
    return position >= 1 && position <= steps.size()
        ? Optional.of(steps.get(position - 1))
        : Optional.empty();
  }

  /** The id as it is looked up: case does not matter. */
  public String key() {
    return id.toLowerCase(Locale.ROOT);
  }
}
