package dev.cairn;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which instances, in which order, how many, and where to go on. Order is total: ties are broken by
 * id.
 *
 * @param limit at least 1, at most {@value #LIMIT_MAX}; others are clamped
 * @param cursor where the page before ended; opaque, stable while others write
 * @param page a 1-based page number, for those who must jump; not together with a cursor
 */
public record Query(
    Filter filter, Sort sort, int limit, Optional<String> cursor, OptionalInt page) {
  public static final int LIMIT_DEFAULT = 20;
  public static final int LIMIT_MAX = 100;

  /** The orders that have an index. */
  public enum Sort {
    NEWEST_CREATED("-createdAt"),
    OLDEST_CREATED("createdAt"),
    NEWEST_UPDATED("-updatedAt"),
    OLDEST_UPDATED("updatedAt");

    private final String text;

    Sort(String text) {
      this.text = text;
    }

    public static Optional<Sort> named(String text) {
      return java.util.Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    public boolean isDescending() {
      return this == NEWEST_CREATED || this == NEWEST_UPDATED;
    }

    public boolean isByCreation() {
      return this == NEWEST_CREATED || this == OLDEST_CREATED;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Query {
    limit = Math.clamp(limit, 1, LIMIT_MAX);
    if (cursor.isPresent() && page.isPresent()) {
      throw new CairnException.Invalid(
          "invalid_query", "cursor and page exclude each other", "use one of them");
    }
    if (page.isPresent() && page.getAsInt() < 1) {
      throw new CairnException.Invalid(
          "invalid_query", "page must be at least 1, not " + page.getAsInt(), "begin with page 1");
    }
  }

  /** The first page of what matches, newest first. */
  public static Query of(Filter filter) {
    return new Query(
        filter, Sort.NEWEST_CREATED, LIMIT_DEFAULT, Optional.empty(), OptionalInt.empty());
  }

  public Query sort(Sort order) {
    return new Query(filter, order, limit, cursor, page);
  }

  public Query limit(int most) {
    return new Query(filter, sort, most, cursor, page);
  }

  public Query after(String pageCursor) {
    return new Query(filter, sort, limit, Optional.of(pageCursor), page);
  }

  public Query page(int number) {
    return new Query(filter, sort, limit, cursor, OptionalInt.of(number));
  }
}
