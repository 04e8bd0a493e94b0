package dev.cairn.kernel;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.store.Append;
import dev.cairn.store.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes all members of a batch durable in one transaction, or none. */
final class BatchWriter {
  /** In this process batches that met take turns, so that only others can be faster again. */
  private static final int ROUNDS_MAX = 30;

  private final Kernel.Parts parts;
  private final Creation creation;
  private final Decisions decisions;
  private final Backoff backoff;
  private final String actor;
  private List<Append> made = List.of();

  BatchWriter(Kernel.Parts parts, Creation creation, String actor) {
    this.parts = parts;
    this.creation = creation;
    this.decisions = parts.decisions();
    this.backoff = new Backoff(parts.options().random());
    this.actor = actor;
  }

  /** The batch could not be made because of the member at {@code index}. */
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1;
    private final transient BatchResult result;

    Stop(BatchResult result) {
      super(null, null, false, false);
      this.result = result;
    }
  }

  BatchResult write(List<BatchItem> items) {
    int most = parts.options().limits().batchMax();
    if (items.size() > most) {
      throw new CairnException.TooLarge(
          "batch_too_large",
          "a batch of " + items.size() + " members, more than " + most,
          "split it, or raise the limit");
    }
    try {
      var requests = requests(items);
      var first = attempt(requests);
      return first.isPresent() ? first.get() : inTurn(requests);
    } catch (Stop stop) {
      return stop.result;
    } finally {
      new Watch(parts.options()).batch(made);
    }
  }

  private BatchResult inTurn(List<Request> requests) throws Stop {
    parts.batches().lock();
    try {
      for (int round = 1; round <= ROUNDS_MAX; round++) {
        backoff.pause(round - 1, Duration.ofMillis(1));
        var result = attempt(requests);
        if (result.isPresent()) {
          return result.get();
        }
      }
      throw new CairnException.Unavailable(
          "others changed members of the batch " + ROUNDS_MAX + " times in a row", "try again");
    } finally {
      parts.batches().unlock();
    }
  }

  private List<Request> requests(List<BatchItem> items) throws Stop {
    var requests = new ArrayList<Request>();
    for (var item : items) {
      try {
        requests.add(
            switch (item) {
              case BatchItem.Create it -> creation.request(it.request());
              case BatchItem.Change it -> change(it, requests.size());
            });
      } catch (CairnException failure) {
        throw new Stop(failed(requests.size(), failure));
      }
    }
    return requests;
  }

  private Request change(BatchItem.Change it, int index) throws Stop {
    var foreign = WorkflowsDoor.internal(it.commit().mutations());
    if (foreign.isPresent()) {
      throw new Stop(
          new BatchResult.Refused(index, new CommitResult.Rejected(List.of(foreign.get()))));
    }
    return Request.of(it.commit(), actor);
  }

  /** The result; empty when somebody changed a member between the look and the write. */
  private Optional<BatchResult> attempt(List<Request> requests) throws Stop {
    var chains = chains(requests);
    var instances = new ArrayList<Instance>();
    for (int index = 0; index < requests.size(); index++) {
      instances.add(decide(index, requests.get(index), chains));
    }
    var group = new ArrayList<Append>();
    chains.values().stream()
        .filter(chain -> !chain.isEmpty())
        .forEach(chain -> group.add(chain.toAppend()));
    return group.isEmpty() || append(group)
        ? Optional.of(new BatchResult.Committed(instances))
        : Optional.empty();
  }

  private Map<InstanceId, Chain> chains(List<Request> requests) {
    var ids = requests.stream().map(Request::id).distinct().toList();
    var heads = parts.heads().confirmed(ids);
    var chains = new LinkedHashMap<InstanceId, Chain>();
    for (var id : ids) {
      chains.put(
          id, new Chain(Optional.ofNullable(heads.get(id)), parts.options().checkpointEvery()));
    }
    return chains;
  }

  /** The instance that a member makes. A key that was used before gives what it made then. */
  private Instance decide(int index, Request request, Map<InstanceId, Chain> chains) throws Stop {
    try {
      var earlier = earlier(index, request);
      if (earlier.isPresent()) {
        return parts.past().at(request.id(), earlier.get());
      }
      var work = new Waiter(request);
      var chain = Objects.requireNonNull(chains.get(request.id()));
      decisions.decide(work, chain, Decisions.Heads.CONFIRMED);
      work.keepPromise();
      if (work.isOpen()) {
        throw new Stop(new BatchResult.Refused(index, twice(request)));
      }
      if (work.result() instanceof CommitResult.Committed committed) {
        return committed.instance();
      }
      throw new Stop(new BatchResult.Refused(index, work.result()));
    } catch (CairnException failure) {
      throw new Stop(failed(index, failure));
    }
  }

  private static CommitResult twice(Request request) {
    return GroupWriter.keyReused(request.commit().key().orElse(""));
  }

  private Optional<Long> earlier(int index, Request request) throws Stop {
    if (request.key().isEmpty()) {
      return Optional.empty();
    }
    Receipt.Key key = request.key().get();
    var used = parts.store().log().byKey(request.id(), key.text());
    if (used.isPresent() && !used.get().key().equals(Optional.of(key))) {
      throw new Stop(new BatchResult.Refused(index, GroupWriter.keyReused(key.text())));
    }
    return used.map(dev.cairn.store.Revision::version);
  }

  private static BatchResult failed(int index, CairnException failure) {
    return failure instanceof CairnException.Refused refused
        ? new BatchResult.Refused(index, refused.result())
        : new BatchResult.Failed(index, failure);
  }

  private boolean append(List<Append> group) {
    long mark = parts.heads().mark();
    var outcomes = appendTogether(group);
    boolean written = outcomes.stream().allMatch(it -> it == Log.Outcome.APPENDED);
    if (written) {
      made = group;
      var durable = group.stream().map(Append::head).toList();
      parts.heads().written(durable, mark);
      parts.watchers().committed(durable);
    } else {
      group.forEach(it -> parts.heads().forget(it.id()));
    }
    return written;
  }

  private List<Log.Outcome> appendTogether(List<Append> group) {
    try {
      return parts.store().log().appendTogether(group);
    } finally {
      parts.written();
    }
  }
}
