package dev.cairn.testkit;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import java.time.DateTimeException;
import java.time.Instant;

/** Where a page ended: the sort, the time and the id of its last instance. */
record MemoryCursor(Query.Sort sort, Instant time, InstanceId id) {

  static MemoryCursor at(Query.Sort sort, Instance last) {
    return new MemoryCursor(sort, time(sort, last), last.id());
  }

  /**
   * Reads {@link #toString}.
   *
   * @throws CairnException.Invalid when it is no cursor, or one of another sort
   */
  static MemoryCursor parse(Query.Sort sort, String text) {
    var parts = text.split("~", -1);
    if (parts.length == 3 && parts[0].equals(sort.toString())) {
      try {
        return new MemoryCursor(sort, Instant.parse(parts[1]), InstanceId.of(parts[2]));
      } catch (DateTimeException | CairnException notOne) {
        // Falls through: all that is wrong with a cursor deserves the same answer.
      }
    }
    throw new CairnException.Invalid(
        "invalid_cursor", "this is no cursor of this query", "begin again with the first page");
  }

  boolean isFollowedBy(Instance instance) {
    int byTime = time(sort, instance).compareTo(time);
    int order = byTime != 0 ? byTime : instance.id().compareTo(id);
    return sort.isDescending() ? order < 0 : order > 0;
  }

  private static Instant time(Query.Sort sort, Instance instance) {
    return sort.isByCreation() ? instance.origin().createdAt() : instance.updatedAt();
  }

  @Override
  public String toString() {
    return sort + "~" + time + "~" + id;
  }
}
