package dev.cairn.server.access;

import dev.cairn.Feed;
import dev.cairn.Filter;

/**
 * Commits of what the principal may see. A commit by which it loses sight of an instance is told
 * without what it changed.
 */
final class GuardedFeed implements Feed {
  private final Guard guard;

  GuardedFeed(Guard guard) {
    this.guard = guard;
  }

  private Feed open() {
    return guard.cairn().feed();
  }

  private Filter visible(Filter filter) {
    return Access.visible(guard.principal()).and(filter);
  }

  @Override
  public Position end() {
    return open().end();
  }

  @Override
  public Subscription subscribe(Filter filter) {
    return open().subscribe(visible(filter));
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return open().subscribe(visible(filter), after);
  }
}
