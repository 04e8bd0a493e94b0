package dev.cairn.cli.demo;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes the traces of examples/traces: invented executions of well-known shapes, in the WfInstances
 * format 1.5. The same seed gives the same files.
 */
final class TraceGenerator {
  private static final int COLUMNS = 96;

  private final String name;
  private final String description;
  private final Random random;
  private final Map<String, List<String>> parents = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private TraceGenerator(String name, String description) {
    this.name = name;
    this.description = description;
    this.random = new Random(name.hashCode());
  }

  /** Writes all files; for whoever changes a shape below. */
  public static void main(String[] args) throws IOException {
    for (var trace : all().entrySet()) {
      Files.writeString(Path.of(args[0], trace.getKey() + ".json"), trace.getValue());
    }
  }

  /** The text of each file, by its name. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    for (var trace : List.of(report(), thumbnails(), orders(), mosaic(), earthquakes())) {
      all.put(trace.name, trace.text());
    }
    return all;
  }

  private static TraceGenerator report() {
    var trace = new TraceGenerator("nightly-report", "a chain: each task needs the one before");
    var last = List.<String>of();
    for (var step :
        List.of("collect", "clean", "join", "aggregate", "plot", "typeset", "sign", "publish")) {
      last = List.of(trace.add(step, last));
    }
    return trace;
  }

  private static TraceGenerator thumbnails() {
    var trace = new TraceGenerator("image-thumbnails", "fork and join: one, forty at once, one");
    var listed = List.of(trace.add("list", List.of()));
    trace.add("contact-sheet", trace.addEach("resize", 40, listed));
    return trace;
  }

  private static TraceGenerator orders() {
    var trace = new TraceGenerator("orders-etl", "extract, transform and load of three sources");
    var cleaned = new ArrayList<String>();
    for (int source = 0; source < 3; source++) {
      var extracted = List.of(trace.add("extract", List.of()));
      var checked = List.of(trace.add("validate", extracted));
      cleaned.addAll(trace.addEach("transform", 4, checked));
    }
    var loaded = trace.addEach("load", 4, cleaned);
    trace.add("reconcile", loaded);
    return trace;
  }

  private static TraceGenerator mosaic() {
    var trace = new TraceGenerator("sky-mosaic", "images are projected, fitted and added up");
    var projected = trace.addEach("project", 16, List.of());
    var fitted = new ArrayList<String>();
    for (int i = 0; i < projected.size(); i++) {
      for (int j = i + 1; j < Math.min(i + 4, projected.size()); j++) {
        fitted.add(trace.add("fit", List.of(projected.get(i), projected.get(j))));
      }
    }
    var model = trace.add("model", List.of(trace.add("concat", fitted)));
    var corrected = new ArrayList<String>();
    projected.forEach(image -> corrected.add(trace.add("correct", List.of(image, model))));
    var added = trace.add("add", List.of(trace.add("table", corrected)));
    trace.add("preview", List.of(trace.add("shrink", List.of(added))));
    return trace;
  }

  private static TraceGenerator earthquakes() {
    var trace = new TraceGenerator("earthquakes", "a hundred independent tasks, and their sum");
    trace.add("misfit", trace.addEach("deconvolve", 100, List.of()));
    return trace;
  }

  private String add(String program, List<String> needs) {
    int number = counts.merge(program, 1, Integer::sum);
    var id = "%s_%03d".formatted(program, number);
    parents.put(id, List.copyOf(needs));
    return id;
  }

  private List<String> addEach(String program, int count, List<String> needs) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(add(program, needs));
    }
    return ids;
  }

  private static String program(String id) {
    return id.substring(0, id.lastIndexOf('_'));
  }

  private String text() {
    var specified = new ArrayList<Json>();
    var executed = new ArrayList<Json>();
    parents.forEach((id, needs) -> {
      specified.add(specification(id, needs));
      executed.add(execution(id));
    });
    var workflow =
        JsonObject.of(
            "specification",
            JsonObject.of("tasks", Json.of(specified), "files", List.of()),
            "execution",
            JsonObject.of(
                "executedAt",
                "2026-01-31T02:00:00Z",
                "makespanInSeconds",
                3600,
                "tasks",
                Json.of(executed)));
    var trace =
        JsonObject.of(
            "name",
            name,
            "description",
            description,
            "createdAt",
            "2026-01-31T03:00:00Z",
            "schemaVersion",
            "1.5",
            "author",
            JsonObject.of("name", "Cairn", "licence", "Apache-2.0"),
            "workflow",
            workflow);
    return wrapped(trace.canonical());
  }

  private JsonObject specification(String id, List<String> needs) {
    var children =
        parents.entrySet().stream()
            .filter(it -> it.getValue().contains(id))
            .map(Map.Entry::getKey)
            .toList();
    return JsonObject.of(
        "id",
        id,
        "name",
        program(id),
        "parents",
        Json.of(needs),
        "children",
        Json.of(children),
        "inputFiles",
        Json.of(needs.stream().map(need -> need + ".out").toList()),
        "outputFiles",
        List.of(id + ".out"));
  }

  private JsonObject execution(String id) {
    var base = 1 + Math.floorMod(program(id).hashCode(), 40);
    var seconds = BigDecimal.valueOf(base * 250L + random.nextInt(base * 500), 3);
    return JsonObject.of(
        "id",
        id,
        "runtimeInSeconds",
        JsonNumber.of(seconds),
        "avgCPU",
        JsonNumber.of(BigDecimal.valueOf(500 + random.nextInt(480), 1)),
        "memoryInBytes",
        (64L << 20) + random.nextInt(1 << 28),
        "machines",
        List.of("node-" + (1 + random.nextInt(8))));
  }

  /** Canonical JSON with a line break after a comma where a line would grow too long. */
  private static String wrapped(String json) {
    var lines = new StringBuilder();
    int begin = 0;
    while (json.length() - begin > COLUMNS) {
      int comma = json.lastIndexOf(",\"", begin + COLUMNS - 1);
      int brace = json.lastIndexOf(",{", begin + COLUMNS - 1);
      int end = Math.max(comma, brace) + 1;
      if (end <= begin) {
        throw new IllegalStateException("nowhere to break " + json.substring(begin, begin + 99));
      }
      lines.append(json, begin, end).append('\n');
      begin = end;
    }
    var text = lines.append(json.substring(begin)).append('\n').toString();
    if (!Json.parse(text.getBytes(StandardCharsets.UTF_8)).equals(Json.parse(json))) {
      throw new IllegalStateException("wrapping changed the document");
    }
    return text;
  }
}
