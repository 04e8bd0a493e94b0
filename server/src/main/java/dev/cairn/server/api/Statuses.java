package dev.cairn.server.api;

import dev.cairn.Filter;

/** Whether somebody who filters has said which statuses are meant. */
final class Statuses {
  private Statuses() {}

  static boolean areNamedIn(Filter filter) {
    return switch (filter) {
      case Filter.StatusIn it -> true;
      case Filter.And it -> it.all().stream().anyMatch(Statuses::areNamedIn);
      case Filter.Or it -> it.any().stream().anyMatch(Statuses::areNamedIn);
      case Filter.Not it -> areNamedIn(it.of());
      case Filter.DefinitionIs it -> false;
      case Filter.OwnerIs it -> false;
      case Filter.ParticipantIs it -> false;
      case Filter.TagsAll it -> false;
      case Filter.TagsAny it -> false;
      case Filter.ParentIs it -> false;
      case Filter.IdIn it -> false;
      case Filter.CreatedBetween it -> false;
      case Filter.UpdatedBetween it -> false;
      case Filter.Compare it -> false;
      case Filter.Exists it -> false;
      case Filter.In it -> false;
      case Filter.Contains it -> false;
    };
  }
}
