package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Feed;
import dev.cairn.Filter;
import dev.cairn.store.Store;

/** Commits as they become durable. */
final class FeedDoor implements Feed {
  private final Kernel.Parts parts;

  FeedDoor(Kernel.Parts parts) {
    this.parts = parts;
  }

  @Override
  public Position end() {
    return now().toPosition();
  }

  private Marks now() {
    return Marks.behind(parts.store().log().newest(), lanes());
  }

  private int lanes() {
    return parts.store().traits().lanes();
  }

  @Override
  public Subscription subscribe(Filter filter) {
    return open(filter, now());
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return open(filter, Marks.parse(after, parts.store().log(), lanes()));
  }

  private Subscription open(Filter filter, Marks seen) {
    if (parts.store().traits().ownership() == Store.Ownership.BORROWED) {
      throw new CairnException.Invalid(
          "no_feed",
          "a transaction that was joined has no feed",
          "subscribe through a Cairn of its own: it sees what you commit");
    }
    return parts.feeds().open(filter, seen);
  }
}
