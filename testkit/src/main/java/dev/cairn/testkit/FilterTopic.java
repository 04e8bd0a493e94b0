package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import java.util.ArrayList;
import java.util.List;

/** Instances to filter, made in a line, and what a filter finds among them. */
abstract class FilterTopic extends StoreTopic {

  static Filter contains(String json) {
    return new Filter.Contains(StatePath.parse("context.a"), Json.parse(json));
  }

  static List<Json> list(Object... values) {
    return JsonArray.of(values).items();
  }

  static State tagged(String... tags) {
    return State.initial().with(State.TAGS, JsonArray.of((Object[]) tags));
  }

  static State worked(String... participants) {
    return State.initial().with(State.PARTICIPANTS, JsonArray.of((Object[]) participants));
  }

  void contexts(String... contexts) {
    documents(State.CONTEXT, contexts);
  }

  void attributes(String... attributes) {
    documents(State.ATTRIBUTES, attributes);
  }

  void documents(String member, String... values) {
    var states = new ArrayList<State>();
    for (var value : values) {
      states.add(State.initial().with(member, Json.parse(value)));
    }
    states(states.toArray(State[]::new));
  }

  void statuses(Status... statuses) {
    var states = new ArrayList<State>();
    for (var status : statuses) {
      states.add(Rows.in(State.initial(), status, Rows.BEGIN));
    }
    states(states.toArray(State[]::new));
  }

  /** Makes an instance of each, numbered from 1. */
  void states(State... states) {
    var rows = new ArrayList<Rows>();
    for (var state : states) {
      rows.add(Rows.of(rows.size() + 1).then(state));
    }
    folded(rows);
  }

  void finds(Filter filter, Integer... numbers) {
    var found = all(filter).stream().map(Instance::id).map(FilterTopic::number).toList();
    assertThat(found).as("%s", filter).containsExactlyInAnyOrder(numbers);
    assertThat(documents().count(filter)).as("count of %s", filter).isEqualTo(numbers.length);
  }

  private static int number(InstanceId id) {
    return (int) id.value().getLeastSignificantBits();
  }
}
