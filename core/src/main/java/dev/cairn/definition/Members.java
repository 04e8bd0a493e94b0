package dev.cairn.definition;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The members of an object that is being read: what is wrong is noted, and reading goes on. */
final class Members {
  private final JsonObject json;
  private final JsonPointer place;
  private final List<Problem> problems;
  private final Set<String> read = new HashSet<>();

  Members(JsonObject json, JsonPointer place, List<Problem> problems) {
    this.json = json;
    this.place = place;
    this.problems = problems;
  }

  /** The members of a value that should be an object. */
  static Members of(Json json, JsonPointer place, List<Problem> problems) {
    if (json instanceof JsonObject object) {
      return new Members(object, place, problems);
    }
    problems.add(new Problem(place.toString(), "expected an object"));
    return new Members(JsonObject.empty(), place, problems);
  }

  void problem(String member, String message) {
    problems.add(new Problem(place.child(member).toString(), message));
  }

  /** Notes the members that nobody has asked for. */
  void refuseOthers() {
    json.keys().stream()
        .filter(key -> !read.contains(key))
        .forEach(key -> problem(key, "unknown member"));
  }

  boolean has(String member) {
    return json.get(member).filter(it -> !(it instanceof JsonNull)).isPresent();
  }

  /** A member converted; empty when it is missing, null or wrong. */
  <T> Optional<T> get(String member, Function<Json, T> conversion) {
    read.add(member);
    if (!has(member)) {
      return Optional.empty();
    }
    try {
      return Optional.of(conversion.apply(json.require(member)));
    } catch (JsonException | CairnException | DateTimeException | ArithmeticException wrong) {
      problem(member, String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }

  Optional<String> text(String member) {
    return get(member, Json::asString).filter(it -> isGiven(member, it));
  }

  private boolean isGiven(String member, String text) {
    if (text.isEmpty()) {
      problem(member, "must not be empty");
    }
    return !text.isEmpty();
  }

  String required(String member) {
    var text = text(member);
    if (!has(member)) {
      problem(member, "is missing");
    }
    return text.orElse("");
  }

  Optional<Duration> duration(String member) {
    return get(
        member,
        json -> {
          var duration = Duration.parse(json.asString());
          if (duration.isNegative()) {
            throw new DateTimeException("must not be negative");
          }
          return duration;
        });
  }

  int number(String member, int absent, int min, int max) {
    int number = get(member, Json::asInt).orElse(absent);
    if (has(member) && (number < min || number > max)) {
      problem(member, "must be from " + min + " to " + max + ", not " + number);
      return absent;
    }
    return number;
  }

  boolean flag(String member) {
    return get(member, Json::asBoolean).orElse(false);
  }

  Set<String> names(String member) {
    var names = new LinkedHashSet<String>();
    get(member, Json::asArray)
        .ifPresent(array -> {
          for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof dev.cairn.json.JsonString name && !name.value().isEmpty()) {
              names.add(name.value());
            } else {
              problems.add(new Problem(place.child(member).child(i).toString(), "expected a name"));
            }
          }
        });
    return Set.copyOf(names);
  }

  Optional<StatePath> path(String member) {
    return get(member, json -> StatePath.parse(json.asString()));
  }

  /** A condition in the textual language. */
  Optional<Filter> condition(String member) {
    return get(member, json -> Filter.where(json.asString()));
  }

  /** Names and the paths of what they stand for. */
  Map<String, StatePath> paths(String member) {
    var paths = new LinkedHashMap<String, StatePath>();
    get(member, Json::asObject)
        .ifPresent(object -> {
          var inner = new Members(object, place.child(member), problems);
          object.keys().forEach(key -> inner.path(key).ifPresent(path -> paths.put(key, path)));
        });
    return paths;
  }

  /** One of the values of an enum, in lower case. */
  <E extends Enum<E>> E choice(String member, Class<E> type, E absent) {
    var text = text(member);
    if (text.isEmpty()) {
      return absent;
    }
    for (var value : type.getEnumConstants()) {
      if (lower(value).equals(text.get())) {
        return value;
      }
    }
    var all = List.of(type.getEnumConstants()).stream().map(Members::lower).toList();
    problem(member, "expected one of " + String.join(", ", all));
    return absent;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The objects of an array that must not be empty. */
  List<Members> objects(String member) {
    var objects = new ArrayList<Members>();
    get(member, Json::asArray)
        .ifPresent(array -> {
          for (int i = 0; i < array.size(); i++) {
            objects.add(of(array.get(i), place.child(member).child(i), problems));
          }
        });
    if (objects.isEmpty()) {
      problem(member, "must be an array with an item at least");
    }
    return objects;
  }

  Optional<Members> object(String member) {
    return get(member, Json::asObject).map(it -> new Members(it, place.child(member), problems));
  }
}
