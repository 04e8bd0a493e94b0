package dev.cairn.server.api;

import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Query;
import dev.cairn.Workflows;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Parameters;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which part of a list is asked for: what follows a cursor, or a page by its number. */
final class PageParameters {
  static final Set<String> NAMES = Set.of("limit", "cursor", "page", "pageSize", "sort");

  private PageParameters() {}

  /** The part of the list that is asked for, in the shape that belongs to it. */
  static JsonObject answer(Parameters parameters, Workflows workflows, Filter filter) {
    boolean byNumber = parameters.has("page") || parameters.has("pageSize");
    boolean byCursor = parameters.has("limit") || parameters.has("cursor");
    if (byNumber && byCursor) {
      throw Parameters.invalid(
          parameters.has("limit") ? "limit" : "cursor",
          "does not go with page and pageSize",
          "use limit and cursor, or page and pageSize");
    }
    var query = sorted(parameters, Query.of(filter));
    return byNumber ? page(parameters, workflows, query) : after(parameters, workflows, query);
  }

  private static Query sorted(Parameters parameters, Query query) {
    return parameters
        .text("sort")
        .map(name -> Query.Sort.named(name).orElseThrow(PageParameters::unknownOrder))
        .map(query::sort)
        .orElse(query);
  }

  private static RuntimeException unknownOrder() {
    return Parameters.invalid(
        "sort",
        "is not an order",
        "write one of "
            + Arrays.stream(Query.Sort.values())
                .map(Query.Sort::toString)
                .collect(Collectors.joining(", ")));
  }

  private static JsonObject after(Parameters parameters, Workflows workflows, Query query) {
    var limited = query.limit(Requests.limit(parameters));
    var page = workflows.query(parameters.text("cursor").map(limited::after).orElse(limited));
    return page.toJson(Instance::toJson);
  }

  private static JsonObject page(Parameters parameters, Workflows workflows, Query query) {
    long number = parameters.number("page").orElse(1L);
    if (number < 1 || number > Integer.MAX_VALUE / Query.LIMIT_MAX) {
      throw Parameters.invalid("page", "is not the number of a page", "begin with page 1");
    }
    long asked = parameters.number("pageSize").orElse((long) Query.LIMIT_DEFAULT);
    int size = Math.clamp(asked, 1, Query.LIMIT_MAX);
    var items = workflows.query(query.limit(size).page((int) number)).items();
    long total = workflows.count(query.filter());
    long pages = (total + size - 1) / size;
    return JsonObject.of(
        "items",
        items.stream().map(Instance::toJson).toList(),
        "page",
        number,
        "pageSize",
        size,
        "totalItems",
        total,
        "totalPages",
        pages,
        "hasPrevious",
        number > 1,
        "hasNext",
        number < pages);
  }
}
