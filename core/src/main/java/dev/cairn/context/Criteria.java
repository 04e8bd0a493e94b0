package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Query.Sort;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;

/** Reads criteria that come as a document. What it does not know it refuses. */
final class Criteria {
  private Criteria() {}

  static ContextSearch parse(JsonObject criteria) {
    var search = ContextSearch.all();
    for (var member : criteria.entries()) {
      try {
        search = add(search, member.getKey(), member.getValue());
      } catch (JsonException | ArithmeticException problem) {
        throw invalid(member.getKey(), String.valueOf(problem.getMessage()));
      }
    }
    return search;
  }

  private static ContextSearch add(ContextSearch search, String name, Json value) {
    return switch (name) {
      case "definition" -> search.definition(value.asString());
      case "epic" -> search.where(Label.EPIC.is(value));
      case "story" -> search.where(Label.STORY.is(value));
      case "feature" -> search.where(Label.FEATURE.is(value));
      case "workflow" -> search.where(Label.WORKFLOW.is(value));
      case "phase" -> search.where(Label.PHASE.is(value));
      case "status" -> status(search, value.asString());
      case "tags" ->
          search.tags(value.asArray().items().stream().map(Json::asString).toArray(String[]::new));
      case "sort" -> search.sort(sort(value.asString()));
      case "page" -> search.page(value.asInt());
      case "pageSize" -> search.pageSize(value.asInt());
      default ->
          throw new CairnException.Invalid(
              "unknown_filter",
              "there is no filter '" + name + "'",
              "use definition, epic, story, feature, workflow, phase, status, tags, sort, page"
                  + " and pageSize");
    };
  }

  /** One of the eight by its name, such as {@code Paused}; or a view such as {@code running}. */
  private static ContextSearch status(ContextSearch search, String name) {
    return Status.named(name)
        .map(search::status)
        .or(() -> ContextStatus.named(name).map(search::status))
        .orElseThrow(() -> invalid("status", "there is no status '" + name + "'"));
  }

  private static Sort sort(String name) {
    return Sort.named(name).orElseThrow(() -> invalid("sort", "there is no order '" + name + "'"));
  }

  private static CairnException.Invalid invalid(String name, String problem) {
    return new CairnException.Invalid(
        "invalid_filter", name + ": " + problem, "correct the value of " + name);
  }
}
