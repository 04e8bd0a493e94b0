package dev.cairn.context;

import java.util.List;

/**
 * A numbered page. The total is counted beside it, not in one snapshot with it: while others save,
 * the two may differ by what was saved in between.
 */
public record ContextPage(List<WorkflowContext> items, Paging paging, long total) {
  public ContextPage {
    items = List.copyOf(items);
  }

  public long totalPages() {
    return Math.ceilDiv(total, (long) paging.size());
  }

  public boolean hasPrevious() {
    return paging.page() > 1;
  }

  public boolean hasNext() {
    return paging.page() < totalPages();
  }
}
