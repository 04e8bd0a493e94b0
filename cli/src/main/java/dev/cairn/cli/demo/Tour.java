package dev.cairn.cli.demo;

import static dev.cairn.cli.demo.Check.check;
import static java.math.BigDecimal.ZERO;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Shows what can be done with what was played: a query, and then the life of one report. */
final class Tour {
  private static final String WORKFLOW = "run-report";

  private final Cairn cairn;
  private final Stage stage;
  private final List<Trace> traces;
  private final List<Instance> played;

  Tour(Cairn cairn, Stage stage, List<Trace> traces, List<Instance> played) {
    this.cairn = cairn;
    this.stage = stage;
    this.traces = traces;
    this.played = played;
  }

  /** Shows all passages; answers the id of the report, for whoever looks at it later. */
  InstanceId show() {
    query();
    var report = report();
    var passages = new ReportPassages(cairn, stage, report.id());
    passages.conflict();
    passages.diff();
    passages.asOf();
    passages.restore();
    passages.fork();
    passages.repeat();
    return report.id();
  }

  private void query() {
    var average = average();
    var expression =
        "status == 'Completed' && context.result.seconds >= " + average.toPlainString();
    stage.title("Query", "by what is inside the JSON, on declared indexes");
    stage.step("where", expression);
    var found = cairn.workflows().query(Query.of(Filter.where(expression)).limit(100)).items();
    var expected =
        traces.stream()
            .filter(trace -> trace.seconds().compareTo(average) >= 0)
            .map(Trace::name)
            .collect(Collectors.toSet());
    var names = found.stream().map(Instance::definitionId).collect(Collectors.toSet());
    check(names.equals(expected), "the query finds " + expected + ", and not " + names);
    var table = Table.of("WORKFLOW", "TASKS", "SECONDS", "SLOWEST TASK");
    found.stream()
        .limit(10)
        .forEach(it ->
            table.row(
                Cell.of(it.definitionId()),
                Cell.of(it.context().require("tasks").asLong()),
                value(it, "/result/seconds").right(),
                value(it, "/result/slowest/task")));
    stage.table(table);
  }

  private static Cell value(Instance instance, String pointer) {
    var value = instance.context().at(pointer).orElseThrow();
    return Cell.of(
        value instanceof dev.cairn.json.JsonString text ? text.value() : value.canonical());
  }

  /** Seconds of an average trace. */
  private BigDecimal average() {
    return traces.stream()
        .map(Trace::seconds)
        .reduce(ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(traces.size()), 1, RoundingMode.HALF_UP);
  }

  private Instance report() {
    cairn
        .definitions()
        .register(
            Definition.parse(
                JsonObject.of(
                    "id",
                    WORKFLOW,
                    "steps",
                    Json.of(
                        List.of(JsonObject.of("id", "draft"), JsonObject.of("id", "publish"))))));
    var context =
        JsonObject.of(
            "title",
            "Runs",
            "runs",
            played.size(),
            "tasks",
            traces.stream().mapToInt(it -> it.tasks().size()).sum(),
            "seconds",
            JsonNumber.of(traces.stream().map(Trace::seconds).reduce(ZERO, BigDecimal::add)),
            "workflows",
            Json.of(traces.stream().map(Trace::name).sorted().toList()));
    var made =
        cairn.workflows().create(NewInstance.of(WORKFLOW).context(context).tags("demo", "report"));
    cairn.workflows().start(made.id()).orThrow();
    return made;
  }
}
