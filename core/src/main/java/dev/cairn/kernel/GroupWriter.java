package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Serves a group of requests with one durable write. The first round decides on heads as they are
 * remembered, and the guard in the write tells whether that was right; whoever is refused there, or
 * would be told no, is decided again on heads read from the store, its key looked up first.
 */
final class GroupWriter {
  private static final int ROUNDS_MAX = 12;

  private final Store store;
  private final Heads heads;
  private final Decisions decisions;
  private final Settlement settlement;
  private final Backoff backoff;
  private final Runnable written;
  private final Consumer<List<Head>> committed;
  private final Decisions.Heads trust;
  private final int checkpointEvery;

  /**
   * @param written is told of every group that may have become durable
   * @param committed is told what became durable
   */
  GroupWriter(
      Store store,
      Heads heads,
      Decisions decisions,
      Options options,
      Runnable written,
      Consumer<List<Head>> committed) {
    this.store = store;
    this.heads = heads;
    this.decisions = decisions;
    this.backoff = new Backoff(options.random());
    this.settlement = new Settlement(store.log(), backoff);
    this.written = written;
    this.committed = committed;
    this.checkpointEvery = options.checkpointEvery();
    this.trust =
        store.traits().ownership() == Store.Ownership.EXCLUSIVE
            ? Decisions.Heads.CONFIRMED_BUT_KEYS
            : Decisions.Heads.REMEMBERED;
  }

  /** Decides for it what can be decided before the turn. */
  Ahead ahead() {
    return new Ahead(heads, decisions, trust, checkpointEvery);
  }

  /** Answers every work, whatever happens. */
  void write(int lane, List<Waiter> works) {
    try {
      var open = works;
      for (int round = 0; !open.isEmpty(); round++) {
        backoff.pause(round - 1, Duration.ofMillis(1));
        serve(lane, open, round);
        open = open.stream().filter(Waiter::isOpen).toList();
      }
    } catch (RuntimeException failure) {
      works.stream().filter(Waiter::isOpen).forEach(work -> work.fail(failure));
    } catch (Error bug) {
      var failure = new IllegalStateException("the group could not be written", bug);
      works.stream().filter(Waiter::isOpen).forEach(work -> work.fail(failure));
      throw bug;
    }
  }

  private void serve(int lane, List<Waiter> works, int round) {
    boolean confirmed = round > 0;
    if (confirmed) {
      answerRepeated(works);
      answerFenced(lane, works);
    }
    var open = works.stream().filter(Waiter::isOpen).toList();
    var chains = chains(open, confirmed);
    for (var work : open) {
      var chain = chains.get(work.request().id());
      if (chain != null && work.isOpen()) {
        var ahead = confirmed ? Optional.<Chain>empty() : work.take(chain);
        if (ahead.isPresent()) {
          chains.put(work.request().id(), ahead.get());
        } else {
          decisions.decide(work, chain, confirmed ? Decisions.Heads.CONFIRMED : trust);
        }
      }
    }
    append(lane, open, chains);
    if (round == ROUNDS_MAX) {
      giveUp(works);
    }
  }

  /** Keys that were used before are answered with what they were answered then. */
  private void answerRepeated(List<Waiter> works) {
    for (var work : works) {
      var key = work.request().key();
      key.flatMap(it -> store.log().byKey(work.request().id(), it.text()))
          .ifPresent(revision -> work.answer(repeated(revision, key.orElseThrow())));
    }
  }

  /** Who lost the lane is told so: trying again would not bring it back. */
  private void answerFenced(int lane, List<Waiter> works) {
    var held = works.stream().filter(it -> it.request().laneFence().isPresent()).toList();
    if (!held.isEmpty()) {
      var current = store.leases().lanes().get(lane).fence();
      held.stream()
          .filter(work -> work.isOpen())
          .filter(work -> work.request().laneFence().orElseThrow().isOlderThan(current))
          .forEach(work -> work.answer(new CommitResult.Fenced(current)));
    }
  }

  private CommitResult repeated(Revision revision, Receipt.Key key) {
    if (!revision.key().orElseThrow().request().equals(key.request())) {
      return keyReused(key.text());
    }
    long before = revision.version() - 1;
    var previous = store.log().revisions(revision.instance(), before, before, 1);
    return new CommitResult.Repeated(revision.receipt(previous.stream().findFirst()));
  }

  static CommitResult keyReused(String key) {
    return new CommitResult.Rejected(
        List.of(
            new Reason(
                -1,
                Reason.Code.KEY_REUSED,
                "this idempotency key was used for another request",
                Optional.of(key))));
  }

  private Map<InstanceId, Chain> chains(List<Waiter> works, boolean confirmed) {
    var ids = works.stream().map(work -> work.request().id()).distinct().toList();
    var created =
        works.stream()
            .filter(work -> work.request().creation().isPresent() && !confirmed)
            .map(work -> work.request().id())
            .toList();
    var wanted = ids.stream().filter(id -> !created.contains(id)).toList();
    var found = load(wanted, works, confirmed);
    var chains = new LinkedHashMap<InstanceId, Chain>();
    for (var id : ids) {
      chains.put(id, new Chain(Optional.ofNullable(found.get(id)), checkpointEvery));
    }
    return chains;
  }

  /** One damaged instance must not keep the others of its group from their answers. */
  private Map<InstanceId, Head> load(List<InstanceId> ids, List<Waiter> works, boolean confirmed) {
    try {
      return confirmed ? heads.confirmed(ids) : heads.remembered(ids);
    } catch (CairnException.Integrity damaged) {
      var found = new LinkedHashMap<InstanceId, Head>();
      for (var id : ids) {
        try {
          found.putAll(heads.confirmed(List.of(id)));
        } catch (CairnException.Integrity here) {
          works.stream()
              .filter(work -> work.request().id().equals(id))
              .forEach(work -> work.fail(here));
        }
      }
      return found;
    }
  }

  private void append(int lane, List<Waiter> works, Map<InstanceId, Chain> chains) {
    var group = new ArrayList<Append>();
    chains.values().stream()
        .filter(chain -> !chain.isEmpty())
        .forEach(chain -> group.add(chain.toAppend()));
    long start = System.nanoTime();
    var refused = group.isEmpty() ? List.<InstanceId>of() : append(lane, group);
    if (!group.isEmpty()) {
      works.getFirst().wrote(works.size(), Duration.ofNanos(System.nanoTime() - start));
    }
    for (var work : works) {
      if (refused.contains(work.request().id())) {
        work.dropPromise();
      } else {
        work.keepPromise();
      }
    }
  }

  /** Writes the group, remembers what became durable, and tells who was refused. */
  private List<InstanceId> append(int lane, List<Append> group) {
    long mark = heads.mark();
    var outcomes = settled(lane, group);
    var durable = new ArrayList<Head>();
    var refused = new ArrayList<InstanceId>();
    for (int i = 0; i < group.size(); i++) {
      if (outcomes.get(i) == Log.Outcome.APPENDED) {
        durable.add(group.get(i).head());
      } else {
        refused.add(group.get(i).id());
        heads.forget(group.get(i).id());
      }
    }
    heads.written(durable, mark);
    committed.accept(durable);
    return refused;
  }

  /** A group whose answer is lost may have been written: queries must see it all the same. */
  private List<Log.Outcome> settled(int lane, List<Append> group) {
    try {
      return settlement.append(lane, group);
    } finally {
      written.run();
    }
  }

  /** Others were faster every time: tell where the instance is now. */
  private void giveUp(List<Waiter> works) {
    for (var work : works) {
      if (work.isOpen()) {
        var id = work.request().id();
        var current = heads.confirmed(List.of(id)).get(id);
        if (current == null) {
          work.fail(CairnException.NotFound.instance(id));
        } else {
          work.answer(Decisions.conflict(work.request(), current.instance()));
        }
      }
    }
  }
}
