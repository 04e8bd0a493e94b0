package dev.cairn.sql;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.StatePath.Root;
import dev.cairn.Status;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random documents and filters of few values, chosen where databases like to differ. */
record Dice(Random random) {
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "1.5",
          "-3",
          "10",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "9223372036854775807",
          "9223372036854775806",
          "-9223372036854775808",
          "9223372036854775808",
          "18446744073709551616",
          "18446744073709551617",
          "0.1",
          "0.10000000000000000001",
          "0.09999999999999999999",
          "123456789.123456789123456789",
          "123456789.123456789123456788",
          "1e300",
          "1e-320",
          "5e-324",
          "1" + "0".repeat(400),
          "1" + "0".repeat(399) + "1",
          "-1" + "0".repeat(400),
          "\"\"",
          "\"1\"",
          "\"true\"",
          "\"null\"",
          "\"a\"",
          "\"B\"",
          "\"b\"",
          "\"a b\\\"\\\\\\n\\u0001\"",
          "\"\u00e9\"",
          "\"e\u0301\"",
          "\"\uffee\"",
          "\"\ud83d\ude00\"",
          "\"" + "x".repeat(99) + "y\"",
          "\"" + "x".repeat(100) + "\"",
          "\"" + "x".repeat(100) + "z\"",
          "\"" + "x".repeat(5_000) + "\"");

  private static final List<String> TAGS = List.of("a", "ab", "\"a\"", "b\\", "\u00e9", "[");
  private static final List<String> NAMES = List.of("a", "b", "c-d", "null");

  Json scalar() {
    return Json.parse(one(SCALARS));
  }

  Json value(int depth) {
    return switch (depth == 0 ? 2 : random.nextInt(8)) {
      case 0 -> object(depth - 1);
      case 1 ->
          JsonArray.copyOf(
              IntStream.range(0, random.nextInt(3)).mapToObj(i -> value(depth - 1)).toList());
      default -> scalar();
    };
  }

  JsonObject object(int depth) {
    var object = JsonObject.empty();
    for (var name : NAMES) {
      if (random.nextBoolean()) {
        object = object.with(name, value(depth));
      }
    }
    return object;
  }

  Case document(UserId owner, int number) {
    var state =
        State.initial()
            .with(State.STATUS, Json.of(one(List.of(Status.values())).toString()))
            .with(State.CONTEXT, object(2))
            .with(State.STEP_DATA, object(1))
            .with(State.ATTRIBUTES, object(0))
            .with(State.TAGS, Json.of(List.copyOf(tags())));
    var definition = one(List.of("Order", "ORDER", "Claim"));
    var id = new UUID(random.nextLong(), random.nextLong());
    var it = Case.of(owner, id, definition, state).next();
    return number % 3 == 0 ? it.next() : it;
  }

  TreeSet<String> tags() {
    return TAGS.stream()
        .filter(it -> random.nextInt(3) == 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  StatePath path() {
    var members = new ArrayList<String>();
    do {
      members.add(one(NAMES));
    } while (random.nextInt(3) == 0);
    return new StatePath(one(List.of(Root.values())), members);
  }

  Filter filter(int depth, List<Case> cases) {
    int kinds = depth == 0 ? 12 : 15;
    return switch (random.nextInt(kinds)) {
      case 0, 1, 2, 3 -> new Filter.Compare(path(), one(List.of(Operator.values())), scalar());
      case 4 -> new Filter.Exists(path());
      case 5 -> new Filter.In(path(), List.of(scalar(), scalar(), scalar()));
      case 6, 7 -> new Filter.Contains(path(), value(2));
      case 8 -> new Filter.TagsAll(tags());
      case 9 -> new Filter.TagsAny(tags());
      case 10 -> statusOrDefinition();
      case 11 -> timesOrIds(cases);
      case 12 -> new Filter.Not(filter(depth - 1, cases));
      case 13 -> new Filter.And(List.of(filter(depth - 1, cases), filter(depth - 1, cases)));
      default -> new Filter.Or(List.of(filter(depth - 1, cases), filter(depth - 1, cases)));
    };
  }

  private Filter statusOrDefinition() {
    return switch (random.nextInt(4)) {
      case 0 -> Filter.active();
      case 1 -> Filter.status(Status.FAILED, Status.COMPLETED);
      case 2 ->
          new Filter.StatusIn(Set.copyOf(List.of(one(List.of(Status.values())), Status.FAILED)));
      default -> new Filter.DefinitionIs("oRdEr");
    };
  }

  private Filter timesOrIds(List<Case> cases) {
    var some = one(cases).instance();
    return switch (random.nextInt(5)) {
      case 4 -> new Filter.ParticipantIs(one(List.of("ada", "eve")));
      case 0 -> new Filter.OwnerIs(one(List.of("ada", "eve")));
      case 1 -> new Filter.IdIn(Set.of(some.id(), new InstanceId(new UUID(1, 2))));
      case 2 -> new Filter.UpdatedBetween(some.updatedAt(), Instant.MAX);
      default -> new Filter.CreatedBetween(Instant.MIN, some.updatedAt().plusNanos(1));
    };
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
