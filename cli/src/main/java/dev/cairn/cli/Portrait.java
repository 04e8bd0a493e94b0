package dev.cairn.cli;

import dev.cairn.Instance;
import dev.cairn.Scope;
import dev.cairn.Times;
import dev.cairn.Token;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An instance as a person looks at it. */
final class Portrait {
  private final Output out;
  private final Instance instance;

  Portrait(Output out, Instance instance) {
    this.out = out;
    this.instance = instance;
  }

  void show(boolean full) {
    var state = instance.state();
    var origin = instance.origin();
    field("id", instance.id().toString());
    field("workflow", origin.definitionId() + ", version " + origin.definitionVersion());
    line("status", out.pen().paint(Ink.of(instance.status()), instance.status().toString()));
    field("step", step());
    field("version", instance.version() + " by " + instance.lastModifiedBy());
    field("updated", Times.format(instance.updatedAt()));
    field("created", Times.format(origin.createdAt()));
    state.startedAt().ifPresent(time -> field("started", Times.format(time)));
    state.pausedAt().ifPresent(time -> field("paused", Times.format(time)));
    state.endedAt().ifPresent(time -> field("ended", Times.format(time)));
    origin
        .forkedFrom()
        .ifPresent(from -> field("forked from", from.id() + " version " + from.version()));
    origin.parent().ifPresent(parent -> field("parent", parent.toString()));
    field("checksum", instance.checksum().hex());
    if (!instance.tags().isEmpty()) {
      field("tags", String.join(", ", instance.tags()));
    }
    json("attributes", instance.attributes());
    state.error().ifPresent(error -> json("error", error));
    json("metadata", state.metadata());
    json("context", instance.context());
    if (full) {
      json("stepData", state.stepData());
      json("tokens", state.tokens());
      json("scopes", state.scopes());
    } else {
      summary();
    }
  }

  private String step() {
    var id = instance.state().currentStepId().map(it -> " (" + it + ")").orElse("");
    return instance.currentStep() + id;
  }

  private void summary() {
    var state = instance.state();
    int steps = state.stepData().size();
    if (steps > 0) {
      field("step data", steps + (steps == 1 ? " step" : " steps"));
    }
    if (!state.tokens().isEmpty()) {
      field("tokens", count(state.tokens(), it -> Token.parse(it).status()));
    }
    if (state.scopes().size() > 1) {
      field("scopes", count(state.scopes(), it -> Scope.parse(it).status()));
    }
    if (steps > 0 || !state.tokens().isEmpty()) {
      out.faint("--full shows them all");
    }
  }

  private interface Kind {
    String of(Json json);
  }

  private static String count(JsonObject members, Kind kind) {
    Map<String, Integer> counts = new TreeMap<>();
    members.forEach((id, it) -> counts.merge(kind.of(it), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  private void json(String name, Json value) {
    if (value instanceof JsonObject object && object.isEmpty()) {
      return;
    }
    boolean oneLine = value.depth() <= 1 && value.byteCount() <= 76;
    if (oneLine) {
      line(name, dev.cairn.cli.text.Pretty.lines(value, out.pen()).getFirst());
    } else {
      line(name, "");
      out.pretty(value);
    }
  }

  private void field(String name, String value) {
    line(name, Visible.of(value));
  }

  private void line(String name, String value) {
    var label = out.pen().paint(Ink.BOLD, name) + " ".repeat(Math.max(1, 13 - name.length()));
    out.line((label + value).stripTrailing());
  }
}
