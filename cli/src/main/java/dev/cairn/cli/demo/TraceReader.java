package dev.cairn.cli.demo;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the WfInstances format: schema 1.5, where specification and execution list the tasks apart,
 * and 1.3 and 1.4, where one list holds both.
 */
final class TraceReader {
  private static final JsonLimits LIMITS = new JsonLimits(100, 256L << 20);
  private static final List<String> MEASURES =
      List.of("avgCPU", "readBytes", "writtenBytes", "memoryInBytes", "machines", "machine");

  private final String name;
  private final Map<String, JsonObject> executions = new HashMap<>();

  private TraceReader(String name) {
    this.name = name;
  }

  /** Whether a document looks like a trace, so that folders may hold other JSON too. */
  static boolean isTrace(Json json) {
    return json instanceof JsonObject object
        && object.has("schemaVersion")
        && object.get("workflow").filter(JsonObject.class::isInstance).isPresent();
  }

  static Json parse(byte[] document) {
    return Json.parse(document, LIMITS);
  }

  /**
   * Reads a trace.
   *
   * @throws CairnException.Invalid when it is not one, or has no task
   */
  static Trace read(String name, Json json) {
    try {
      return new TraceReader(name).read(json.asObject().require("workflow").asObject());
    } catch (JsonException malformed) {
      throw invalid(name, String.valueOf(malformed.getMessage()));
    }
  }

  private static CairnException.Invalid invalid(String name, String problem) {
    return new CairnException.Invalid(
        "invalid_trace", name + ": " + problem, "traces are in the WfInstances format, 1.3 to 1.5");
  }

  private Trace read(JsonObject workflow) {
    var specification = workflow.get("specification").map(Json::asObject).orElse(workflow);
    list(workflow.get("execution").map(Json::asObject).orElse(workflow), "tasks")
        .forEach(it -> executions.put(id(it.asObject()), it.asObject()));
    var specified = list(specification, "tasks").items().stream().map(Json::asObject).toList();
    var ids = new LinkedHashSet<String>();
    for (var task : specified) {
      if (!ids.add(id(task))) {
        throw invalid(name, "two tasks are called " + id(task));
      }
    }
    if (ids.isEmpty()) {
      throw invalid(name, "it has no tasks");
    }
    var tasks = new ArrayList<Task>();
    specified.forEach(task -> tasks.add(task(task, ids)));
    return Trace.of(name, tasks);
  }

  private static JsonArray list(JsonObject object, String member) {
    return object.get(member).map(Json::asArray).orElse(JsonArray.empty());
  }

  /** In the older schemas the name is the id. */
  private static String id(JsonObject task) {
    return task.get("id").orElseGet(() -> task.require("name")).asString();
  }

  private Task task(JsonObject specified, Set<String> ids) {
    var id = id(specified);
    var execution = executions.getOrDefault(id, specified);
    var seconds =
        execution
            .get("runtimeInSeconds")
            .or(() -> execution.get("runtime"))
            .map(it -> it.asNumber().toBigDecimal())
            .orElse(BigDecimal.ZERO);
    var parents = list(specified, "parents").items().stream().map(Json::asString).toList();
    parents.stream()
        .filter(parent -> !ids.contains(parent))
        .findFirst()
        .ifPresent(parent -> {
          throw invalid(name, "task " + id + " waits for " + parent + ", which is not there");
        });
    var program = specified.get("name").map(Json::asString).orElse(id);
    return new Task(id, family(program), parents, seconds, output(specified, execution, seconds));
  }

  /** The name of the program, without the number that some recorders add to it. */
  private static String family(String program) {
    var shortened = program.replaceFirst("[_-](ID)?[0-9]+$", "");
    return shortened.isEmpty() ? program : shortened;
  }

  private static JsonObject output(JsonObject specified, JsonObject execution, BigDecimal seconds) {
    var output = JsonObject.builder().put("seconds", JsonNumber.of(seconds));
    MEASURES.forEach(
        measure -> execution.get(measure).ifPresent(value -> output.put(measure, value)));
    var files = list(specified, "outputFiles");
    if (!files.isEmpty()) {
      output.put("files", files);
    }
    execution
        .get("command")
        .filter(JsonObject.class::isInstance)
        .flatMap(command -> command.asObject().get("program"))
        .filter(JsonString.class::isInstance)
        .ifPresent(program -> output.put("program", program));
    return output.build();
  }
}
