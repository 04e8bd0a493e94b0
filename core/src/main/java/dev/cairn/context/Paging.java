package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Query;

/**
 * Which page, and how large.
 *
 * @param page from 1
 * @param size 1 to {@value Query#LIMIT_MAX}; others are clamped
 */
public record Paging(int page, int size) {
  public Paging {
    size = Math.clamp(size, 1, Query.LIMIT_MAX);
    if (page < 1) {
      throw new CairnException.Invalid(
          "invalid_query", "page must be at least 1, not " + page, "begin with page 1");
    }
  }

  /** The first page of the usual {@value Query#LIMIT_DEFAULT}. */
  public static Paging first() {
    return new Paging(1, Query.LIMIT_DEFAULT);
  }

  public Paging page(int number) {
    return new Paging(number, size);
  }

  public Paging size(int most) {
    return new Paging(page, most);
  }

  public Paging next() {
    return page(Math.addExact(page, 1));
  }
}
