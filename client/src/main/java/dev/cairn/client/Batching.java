package dev.cairn.client;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends batches. Functions in them run here, as in {@link Committing}. */
final class Batching {
  private static final int ATTEMPTS_MAX = 100;

  private final Exchange exchange;
  private final Keys keys;

  Batching(Exchange exchange, Keys keys) {
    this.exchange = exchange;
    this.keys = keys;
  }

  BatchResult batch(List<BatchItem> items) {
    boolean functions = items.stream().anyMatch(Batching::hasFunction);
    for (int attempt = 1; ; attempt++) {
      var result = functions ? withFunctions(items) : send(items);
      boolean overtaken =
          functions
              && result instanceof BatchResult.Refused refused
              && refused.why() instanceof CommitResult.Conflict
              && hasFunction(items.get(refused.index()))
              && isForAnyVersion(items.get(refused.index()));
      if (!overtaken || attempt == ATTEMPTS_MAX) {
        return result;
      }
      exchange.pauses().afterConflict(attempt);
    }
  }

  private static boolean hasFunction(BatchItem item) {
    return item instanceof BatchItem.Change it && Functions.isIn(it.commit().mutations());
  }

  private static boolean isForAnyVersion(BatchItem item) {
    return item instanceof BatchItem.Change it && it.commit().expectedVersion().isEmpty();
  }

  /** Each function sees the context as the members before it leave it. */
  private BatchResult withFunctions(List<BatchItem> items) {
    Map<InstanceId, Met> met = new HashMap<>();
    var recorded = new ArrayList<BatchItem>();
    for (int index = 0; index < items.size(); index++) {
      switch (items.get(index)) {
        case BatchItem.Create it -> {
          it.request().id().ifPresent(id -> met.put(id, new Met(1, it.request().context())));
          recorded.add(it);
        }
        case BatchItem.Change it -> {
          var commit = it.commit();
          var before = met.computeIfAbsent(commit.instance(), this::read);
          switch (Functions.run(commit.mutations(), before.context())) {
            case Functions.Ran.Failed failed -> {
              return new BatchResult.Refused(index, failed.result());
            }
            case Functions.Ran.Recorded ran -> {
              recorded.add(new BatchItem.Change(pinned(commit, before.version(), ran)));
              met.put(commit.instance(), new Met(before.version() + 1, ran.context()));
            }
          }
        }
      }
    }
    return send(recorded);
  }

  /** An instance as a member of the batch meets it. */
  private record Met(long version, JsonObject context) {}

  private Met read(InstanceId id) {
    var found = Instance.parse(Problems.body(exchange.send(Call.get(Call.of(id, "")))));
    return new Met(found.version(), found.context());
  }

  private static Commit pinned(Commit commit, long version, Functions.Ran.Recorded ran) {
    var expected = commit.expectedVersion();
    var pinned =
        Functions.isIn(commit.mutations()) && expected.isEmpty() ? commit.from(version) : commit;
    return new Commit(
        pinned.instance(),
        pinned.expectedVersion(),
        pinned.onConflict(),
        pinned.key(),
        pinned.reason(),
        pinned.fence(),
        ran.mutations());
  }

  private BatchResult send(List<BatchItem> items) {
    var members = items.stream().map(this::member).toList();
    var call =
        Call.post("/workflows:batch", JsonObject.of("atomic", true, "items", members))
            .preferringRepresentation()
            .safe();
    var reply = exchange.send(call);
    return reply.isSuccess() ? committed(reply.json()) : refused(reply);
  }

  /** Every member carries a key, so that the batch can be sent twice and is applied once. */
  private JsonObject member(BatchItem item) {
    return switch (item) {
      case BatchItem.Create it -> {
        var named = it.request().id().isPresent() ? it.request() : it.request().id(keys.nextId());
        var keyed = it.request().key().isPresent() ? it.request() : named.key(keys.next());
        yield JsonObject.of("create", Bodies.of(keyed));
      }
      case BatchItem.Change it -> {
        var commit = it.commit().key().isPresent() ? it.commit() : it.commit().key(keys.next());
        yield JsonObject.of("id", commit.instance().toString(), "commit", Bodies.of(commit));
      }
    };
  }

  private static BatchResult committed(Json body) {
    return new BatchResult.Committed(
        body.asObject().require("results").asArray().items().stream()
            .map(it -> Instance.parse(it.asObject().require("instance")))
            .toList());
  }

  private static BatchResult refused(Reply reply) {
    var failure = Problems.of(reply);
    var index = reply.json().asObject().get("index").map(Json::asInt);
    if (index.isEmpty()) {
      throw failure;
    }
    return failure instanceof CairnException.Refused refused
        ? new BatchResult.Refused(index.get(), refused.result())
        : new BatchResult.Failed(index.get(), failure);
  }
}
