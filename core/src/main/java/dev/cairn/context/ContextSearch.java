package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Query;
import dev.cairn.Query.Sort;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which contexts, in which order, and which page of them. Start from {@link #all}; every criterion
 * that is added narrows it.
 */
public record ContextSearch(Filter filter, Sort sort, Paging paging) {

  /** Every context, the last one saved first. */
  public static ContextSearch all() {
    return new ContextSearch(Filter.everything(), Sort.NEWEST_UPDATED, Paging.first());
  }

  /**
   * Reads criteria by name: {@code definition}, {@code epic}, {@code story}, {@code feature},
   * {@code workflow}, {@code phase}, {@code status}, {@code tags}, {@code sort}, {@code page},
   * {@code pageSize}. Null is a value: {@code "story": null} finds epic-level contexts only.
   *
   * @throws CairnException.Invalid when a name is unknown, or a value is of another type
   */
  public static ContextSearch parse(JsonObject criteria) {
    return Criteria.parse(criteria);
  }

  public ContextSearch definition(String id) {
    return where(new Filter.DefinitionIs(id));
  }

  public ContextSearch epic(Object epic) {
    return where(Label.EPIC.is(Json.of(epic)));
  }

  public ContextSearch story(Object story) {
    return where(Label.STORY.is(Json.of(story)));
  }

  /** Contexts of no story: never those of some story. */
  public ContextSearch epicLevel() {
    return where(Label.STORY.is(JsonNull.NULL));
  }

  public ContextSearch feature(String feature) {
    return where(Label.FEATURE.is(Json.of(feature)));
  }

  public ContextSearch workflow(String name) {
    return where(Label.WORKFLOW.is(Json.of(name)));
  }

  public ContextSearch phase(String phase) {
    return where(Label.PHASE.is(Json.of(phase)));
  }

  public ContextSearch status(Status... any) {
    return where(new Filter.StatusIn(Set.of(any)));
  }

  public ContextSearch status(ContextStatus view) {
    return where(new Filter.StatusIn(view.statuses()));
  }

  /** Contexts that have all of these tags. */
  public ContextSearch tags(String... all) {
    return where(new Filter.TagsAll(new TreeSet<>(List.of(all))));
  }

  /** Contexts that have one of these tags. */
  public ContextSearch anyTag(String... any) {
    return where(new Filter.TagsAny(new TreeSet<>(List.of(any))));
  }

  /** {@code from} inclusive, {@code until} exclusive. */
  public ContextSearch createdBetween(Instant from, Instant until) {
    return where(new Filter.CreatedBetween(from, until));
  }

  /** {@code from} inclusive, {@code until} exclusive. */
  public ContextSearch updatedBetween(Instant from, Instant until) {
    return where(new Filter.UpdatedBetween(from, until));
  }

  /** Any other condition, such as one on a path of the context. */
  public ContextSearch where(Filter more) {
    return new ContextSearch(filter.and(more), sort, paging);
  }

  public ContextSearch sort(Sort order) {
    return new ContextSearch(filter, order, paging);
  }

  public ContextSearch page(int number) {
    return paging(paging.page(number));
  }

  public ContextSearch pageSize(int most) {
    return paging(paging.size(most));
  }

  public ContextSearch paging(Paging which) {
    return new ContextSearch(filter, sort, which);
  }

  Query query() {
    return Query.of(filter).sort(sort).limit(paging.size());
  }
}
