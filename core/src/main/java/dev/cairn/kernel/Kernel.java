package dev.cairn.kernel;

import dev.cairn.Archive;
import dev.cairn.Cairn;
import dev.cairn.Definitions;
import dev.cairn.Feed;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.Names;
import dev.cairn.Options;
import dev.cairn.Work;
import dev.cairn.Workflows;
import dev.cairn.store.Store;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Cairn in this process, over a store. Safe for use by many threads. */
public final class Kernel implements Cairn {
  private final Parts parts;
  private final String actor;

  private Kernel(Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
  }

  /** A kernel over a store, which it closes when it is closed. */
  public static Cairn over(Store store, Options options) {
    var parts = Parts.of(store, options);
    if (store.traits().ownership() != Store.Ownership.BORROWED) {
      parts.projector().start();
    }
    return new Kernel(parts, options.actor());
  }

  /** What the doors work with; one of each for all actors. */
  record Parts(
      Store store,
      Options options,
      Heads heads,
      Registry registry,
      Projector projector,
      Decisions decisions,
      Watch watch,
      Committer committer,
      Past past,
      Feeds feeds,
      Ids ids,
      ReentrantLock batches,
      Watchers watchers,
      Word word) {

    static Parts of(Store store, Options options) {
      var watch = new Watch(options);
      var heads = new Heads(store, options);
      var registry = new Registry(store);
      var projector = new Projector(store, heads, watch);
      var past = new Past(store, heads, options);
      var clock = options.clock();
      var word = new Word(store.hints(), store.traits().lanes());
      var tails =
          new Feeds.Tails(
              store,
              past,
              word,
              options.look(),
              made -> watch.told(Duration.between(made, clock.instant())));
      var feeds = new Feeds(tails, registry);
      Runnable written =
          () -> {
            projector.written();
            feeds.written();
          };
      var decisions = new Decisions(registry, options);
      var watchers = new Watchers();
      watchers.add(word::committed);
      var writer = new GroupWriter(store, heads, decisions, options, written, watchers::committed);
      return new Parts(
          store,
          options,
          heads,
          registry,
          projector,
          decisions,
          watch,
          new Committer(store, writer, watch),
          past,
          feeds,
          new Ids(options.clock(), options.random()),
          new ReentrantLock(),
          watchers,
          word);
    }

    /** Commits became durable: whoever follows the log may look. */
    void written() {
      projector.written();
      feeds.written();
      word.written();
    }
  }

  @Override
  public Cairn as(String name) {
    Names.check("actor", name, 200);
    return new Kernel(parts, name);
  }

  @Override
  public Workflows workflows() {
    return new WorkflowsDoor(parts, actor);
  }

  @Override
  public History history() {
    return new HistoryDoor(parts, actor);
  }

  @Override
  public Definitions definitions() {
    return new DefinitionsDoor(parts, actor);
  }

  @Override
  public Feed feed() {
    return new FeedDoor(parts);
  }

  @Override
  public Work work() {
    return new WorkDoor(this);
  }

  @Override
  public Archive archive() {
    return new ArchiveDoor(parts, actor);
  }

  Parts parts() {
    return parts;
  }

  String actor() {
    return actor;
  }

  @Override
  public Identities identities() {
    return new IdentitiesDoor(parts, actor);
  }

  @Override
  public void close() {
    parts.feeds().close();
    parts.projector().close();
    parts.store().close();
  }
}
