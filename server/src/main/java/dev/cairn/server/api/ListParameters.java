package dev.cairn.server.api;

import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import dev.cairn.server.http.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads query parameters as a filter; those that are left out match everything. */
final class ListParameters {
  /** Those that narrow what is meant. */
  static final Set<String> FILTERS =
      Set.of(
          "id",
          "status",
          "workflowId",
          "owner",
          "tag",
          "tagAny",
          "attr.*",
          "parent",
          "createdAfter",
          "createdBefore",
          "updatedAfter",
          "updatedBefore",
          "where");

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final Parameters parameters;
  private final String subject;
  private final List<Filter> filters = new ArrayList<>();

  private ListParameters(Parameters parameters, String subject) {
    this.parameters = parameters;
    this.subject = subject;
  }

  /**
   * The filter that the parameters ask for.
   *
   * @param subject who asks: what {@code owner=me} means
   */
  static Filter filter(Parameters parameters, String subject) {
    var reader = new ListParameters(parameters, subject);
    reader.read();
    return new Filter.And(reader.filters);
  }

  /** The same for a list, which leaves out cancelled instances unless they are asked for. */
  static Filter visible(Parameters parameters, String subject) {
    var asked = filter(parameters, subject);
    boolean all = parameters.bool("showCancelled").orElse(false);
    return all || parameters.has("id") || Statuses.areNamedIn(asked)
        ? asked
        : asked.and(Filter.status(Status.CANCELLED).not());
  }

  private void read() {
    ids();
    statuses();
    parameters.text("workflowId").map(Filter.DefinitionIs::new).ifPresent(filters::add);
    parameters
        .text("owner")
        .map(it -> new Filter.OwnerIs(it.equals("me") ? subject : it))
        .ifPresent(filters::add);
    tags();
    parameters.beginningWith("attr.").forEach(this::attribute);
    parameters.text("parent").map(InstanceId::of).map(Filter.ParentIs::new).ifPresent(filters::add);
    range("created").map(it -> new Filter.CreatedBetween(it.from, it.until)).ifPresent(this::add);
    range("updated").map(it -> new Filter.UpdatedBetween(it.from, it.until)).ifPresent(this::add);
    parameters.all("where").stream().map(Filter::where).forEach(filters::add);
  }

  private void add(Filter filter) {
    filters.add(filter);
  }

  private void ids() {
    var given = parameters.all("id");
    if (given.size() > Query.LIMIT_MAX) {
      throw Parameters.invalid(
          "id", "is given too often", "ask for " + Query.LIMIT_MAX + " at most");
    }
    if (!given.isEmpty()) {
      filters.add(new Filter.IdIn(given.stream().map(InstanceId::of).collect(Collectors.toSet())));
    }
  }

  private void statuses() {
    var statuses = EnumSet.noneOf(Status.class);
    parameters.all("status").forEach(name -> statuses.add(status(name)));
    if (!statuses.isEmpty()) {
      filters.add(new Filter.StatusIn(statuses));
    }
  }

  private static Status status(String name) {
    return Status.named(name)
        .orElseThrow(() ->
            Parameters.invalid(
                "status",
                "is not a status",
                "write one of "
                    + Arrays.stream(Status.values())
                        .map(Status::toString)
                        .collect(Collectors.joining(", "))));
  }

  private void tags() {
    if (parameters.has("tag")) {
      filters.add(new Filter.TagsAll(new TreeSet<>(parameters.all("tag"))));
    }
    if (parameters.has("tagAny")) {
      filters.add(new Filter.TagsAny(new TreeSet<>(parameters.all("tagAny"))));
    }
  }

  /** One value, or one of several. */
  private void attribute(String name, List<String> values) {
    var path = new StatePath(StatePath.Root.ATTRIBUTES, List.of(name));
    var scalars = values.stream().map(ListParameters::scalar).toList();
    filters.add(
        scalars.size() == 1
            ? new Filter.Compare(path, Filter.Operator.EQUAL, scalars.getFirst())
            : new Filter.In(path, scalars));
  }

  /** JSON where it is a number, true, false, null or a string in quotes; else text as it stands. */
  private static Json scalar(String text) {
    try {
      var json = Json.parse(text);
      return json instanceof JsonObject || json instanceof JsonArray ? new JsonString(text) : json;
    } catch (JsonException notJson) {
      return new JsonString(text);
    }
  }

  private record Range(Instant from, Instant until) {}

  private Optional<Range> range(String what) {
    var after = parameters.time(what + "After");
    var before = parameters.time(what + "Before");
    return after.isEmpty() && before.isEmpty()
        ? Optional.empty()
        : Optional.of(new Range(bounded(after.orElse(FIRST)), bounded(before.orElse(LAST))));
  }

  /** Times that no store can hold mean the same as the first and the last that it can. */
  private static Instant bounded(Instant time) {
    return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
  }
}
