package dev.cairn.language;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.InstanceId;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes filters of every kind that an expression can say, in the shape in which it says them. */
final class RandomFilters {
  private static final String TEXTS = "ab'\"\\\n\r\t/`{}%_ $é\u0001\u2028😀";

  private final Random random;

  RandomFilters(Random random) {
    this.random = random;
  }

  Filter filter(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf();
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Filter.And(members(depth - 1, Filter.And.class));
      case 1 -> new Filter.Or(members(depth - 1, Filter.Or.class));
      default -> new Filter.Not(inside(depth - 1, Filter.Not.class));
    };
  }

  private List<Filter> members(int depth, Class<? extends Filter> parent) {
    return several(2, i -> inside(depth, parent));
  }

  /** A chain within a chain of its kind reads as one chain, and !! as nothing. */
  private Filter inside(int depth, Class<? extends Filter> parent) {
    while (true) {
      var filter = filter(depth);
      if (!parent.isInstance(filter)) {
        return filter;
      }
    }
  }

  private Filter leaf() {
    List<Supplier<Filter>> kinds =
        List.of(
            () -> new Filter.StatusIn(statuses()),
            () -> new Filter.DefinitionIs(text()),
            () -> new Filter.OwnerIs(text()),
            () -> new Filter.ParticipantIs(text()),
            () -> new Filter.ParentIs(id()),
            () -> new Filter.IdIn(Set.copyOf(several(0, i -> id()))),
            () -> new Filter.TagsAll(new TreeSet<>(Set.of(text()))),
            () -> new Filter.CreatedBetween(time(), TimeRange.LAST),
            () -> new Filter.UpdatedBetween(TimeRange.FIRST, time()),
            () -> new Filter.Exists(path()),
            () -> new Filter.In(path(), several(0, i -> scalar())),
            () -> new Filter.Contains(path(), scalar()),
            () -> new Filter.Compare(path(), equality(), scalar()),
            () -> new Filter.Compare(path(), any(Operator.values()), ordered()));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private Set<Status> statuses() {
    var statuses = EnumSet.noneOf(Status.class);
    several(0, i -> any(Status.values())).forEach(statuses::add);
    return Collections.unmodifiableSet(statuses);
  }

  private StatePath path() {
    var root = any(StatePath.Root.values());
    int most = root == StatePath.Root.ATTRIBUTES ? 1 : 16;
    var members =
        several(1, i -> any("a", "total", "in", "true", "a-b", "_x", "größe", "package", "x1"));
    return new StatePath(root, members.subList(0, Math.min(most, members.size())));
  }

  private Operator equality() {
    return any(Operator.EQUAL, Operator.NOT_EQUAL);
  }

  private Json scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      default -> ordered();
    };
  }

  private Json ordered() {
    return random.nextBoolean() ? new JsonString(text()) : number();
  }

  private JsonNumber number() {
    return switch (random.nextInt(4)) {
      case 0 -> JsonNumber.of(random.nextInt(-3, 4));
      case 1 -> JsonNumber.of(random.nextLong());
      case 2 -> JsonNumber.of(new BigDecimal(new BigInteger(120, random), random.nextInt(-40, 41)));
      default -> JsonNumber.of(Double.longBitsToDouble(random.nextLong() >>> 2));
    };
  }

  private String text() {
    var codePoints = TEXTS.codePoints().toArray();
    var text = new StringBuilder();
    IntStream.range(0, random.nextInt(6))
        .forEach(i -> text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]));
    return text.toString();
  }

  private InstanceId id() {
    return new InstanceId(new UUID(random.nextLong(), random.nextLong()));
  }

  private Instant time() {
    return Instant.EPOCH.plus(random.nextLong(4_000_000_000_000_000L), ChronoUnit.MICROS);
  }

  @SafeVarargs
  private <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> List<T> several(int least, IntFunction<T> each) {
    var items = new ArrayList<T>();
    IntStream.range(0, least + random.nextInt(3)).forEach(i -> items.add(each.apply(i)));
    return items;
  }
}
