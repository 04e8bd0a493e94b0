package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Some of a list, and where the rest of it begins; no cursor when there is no rest. */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** Cuts {@code fetched}, which was read with {@code limit + 1}, down to a page. */
  public static <T> Page<T> of(List<T> fetched, int limit, Function<T, String> cursor) {
    if (fetched.size() <= limit) {
      return new Page<>(fetched, Optional.empty());
    }
    var items = fetched.subList(0, limit);
    return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
  }

  /**
   * Reads a page as the REST contract shows it.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static <T> Page<T> parse(Json json, Function<Json, T> item) {
    var members = Members.of(json);
    return new Page<>(members.list("items", item), members.present("next").map(Json::asString));
  }

  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }

  /** The page as the REST contract shows it. */
  public JsonObject toJson(Function<T, ? extends Json> item) {
    return JsonObject.of("items", items.stream().map(item).toList(), "next", next.orElse(null));
  }
}
