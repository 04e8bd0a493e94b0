package dev.cairn.testkit;

import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random filters, and states that are likely to match them. */
final class RandomFilters {
  private static final List<String> PATHS =
      List.of(
          "context.a",
          "context.b",
          "context.a.b",
          "context.a.b.a",
          "stepData.a",
          "stepData.b.a",
          "attributes.a",
          "attributes.b");
  private static final List<String> NAMES = List.of("a", "b", "ü-1");

  private final RandomGenerator random;
  private final RandomJson json;

  RandomFilters(RandomGenerator random) {
    this.random = random;
    this.json = new RandomJson(random);
  }

  Filter filter(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Filter.Not(filter(depth - 1));
      case 1 -> new Filter.And(list(() -> filter(depth - 1)));
      case 2 -> new Filter.Or(list(() -> filter(depth - 1)));
      default -> leaf();
    };
  }

  private Filter leaf() {
    return switch (random.nextInt(15)) {
      case 0 -> new Filter.StatusIn(Set.copyOf(list(() -> json.pick(List.of(Status.values())))));
      case 1 -> new Filter.DefinitionIs(json.pick(List.of("create-prd", "CREATE-PRD", "other")));
      case 2 -> new Filter.OwnerIs(json.pick(List.of(Rows.OWNER, "MIA", "nobody")));
      case 3 -> new Filter.TagsAll(new TreeSet<>(list(this::name)));
      case 4 -> new Filter.TagsAny(new TreeSet<>(list(this::name)));
      case 5 -> new Filter.IdIn(Set.copyOf(list(this::id)));
      case 6 -> new Filter.CreatedBetween(time(), time());
      case 7 -> new Filter.UpdatedBetween(time(), time());
      case 8 -> new Filter.Exists(path());
      case 14 -> new Filter.ParticipantIs(name());
      case 9 -> new Filter.In(path(), list(this::value));
      case 10 -> new Filter.Contains(path(), json.pick(List.of(value(), document(2))));
      default -> new Filter.Compare(path(), json.pick(List.of(Filter.Operator.values())), value());
    };
  }

  private StatePath path() {
    return StatePath.parse(json.pick(PATHS));
  }

  InstanceId id() {
    return new InstanceId(new UUID(0, random.nextInt(40)));
  }

  Instant time() {
    return Rows.BEGIN.plusSeconds(random.nextInt(10));
  }

  private String name() {
    return json.pick(NAMES);
  }

  /** From a small pool half of the time, so that values meet. */
  private Json value() {
    return random.nextBoolean() ? Json.of(random.nextInt(3)) : json.scalar();
  }

  State state() {
    return State.initial()
        .with(State.STATUS, Json.of(json.pick(List.of(Status.values())).toString()))
        .with(State.CONTEXT, document(4))
        .with(State.STEP_DATA, document(3))
        .with(State.ATTRIBUTES, object(this::value))
        .with(State.TAGS, names())
        .with(State.PARTICIPANTS, names());
  }

  private Json names() {
    return Json.of(List.copyOf(new TreeSet<>(list(this::name))));
  }

  private JsonObject document(int depth) {
    return object(() -> below(depth - 1));
  }

  private Json below(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> document(depth);
      case 2 -> JsonArray.copyOf(list(() -> below(depth - 1)));
      default -> value();
    };
  }

  private JsonObject object(Supplier<Json> values) {
    var object = JsonObject.builder();
    list(this::name).forEach(name -> object.put(name, values.get()));
    return object.build();
  }

  private <T> List<T> list(Supplier<T> item) {
    var items = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }
}
