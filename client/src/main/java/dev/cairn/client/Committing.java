package dev.cairn.client;

import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Move;
import dev.cairn.OnConflict;
import dev.cairn.Receipt;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends commits. Functions run here: the instance is read, the function applied, and what it made
 * is sent as a patch of that version; who was not fast enough does it again on the version that the
 * conflict brought.
 */
final class Committing {
  /** Of so many callers on one instance one may always be slower than the others. */
  private static final int ATTEMPTS_MAX = 1_000;

  private final Exchange exchange;
  private final Keys keys;

  Committing(Exchange exchange, Keys keys) {
    this.exchange = exchange;
    this.keys = keys;
  }

  CommitResult commit(Commit commit) {
    if (!Functions.isIn(commit.mutations())) {
      return send(commit);
    }
    boolean anyVersion =
        commit.expectedVersion().isEmpty() || commit.onConflict() == OnConflict.RETRY;
    return anyVersion ? onCurrent(commit) : onExpected(commit);
  }

  private CommitResult onExpected(Commit commit) {
    var met = at(commit.instance(), commit.expectedVersion().getAsLong());
    return switch (Functions.run(commit.mutations(), met.context())) {
      case Functions.Ran.Failed it -> it.result();
      case Functions.Ran.Recorded it -> send(with(commit, it));
    };
  }

  private CommitResult onCurrent(Commit commit) {
    var met = current(commit.instance());
    for (int attempt = 1; ; attempt++) {
      switch (Functions.run(commit.mutations(), met.context())) {
        case Functions.Ran.Failed it -> {
          return it.result();
        }
        case Functions.Ran.Recorded it -> {
          var sent = with(commit, it).from(met.version()).onConflict(OnConflict.REJECT);
          var result = send(sent);
          if (!(result instanceof CommitResult.Conflict conflict) || attempt == ATTEMPTS_MAX) {
            return result;
          }
          met = conflict.current();
        }
      }
      exchange.pauses().afterConflict(attempt);
    }
  }

  private static Commit with(Commit commit, Functions.Ran.Recorded recorded) {
    return new Commit(
        commit.instance(),
        commit.expectedVersion(),
        commit.onConflict(),
        commit.key(),
        commit.reason(),
        commit.fence(),
        recorded.mutations());
  }

  private Instance current(InstanceId id) {
    return Instance.parse(Problems.body(exchange.send(Call.get(Call.of(id, "")))));
  }

  private Instance at(InstanceId id, long version) {
    return Instance.parse(
        Problems.body(exchange.send(Call.get(Call.of(id, "/versions/" + version)))));
  }

  private CommitResult send(Commit commit) {
    var keyed = commit.key().isPresent() ? commit : commit.key(keys.next());
    return send(commit.instance(), "/commits", Bodies.of(keyed), keyed(commit.key()));
  }

  /** One of the life cycle, which has a route of its own. */
  CommitResult move(Move move) {
    var body = Bodies.of(move.key().isPresent() ? move : move.key(keys.next()));
    var verb = "/" + move.verb().name().toLowerCase(Locale.ROOT);
    return send(move.instance(), verb, body, keyed(move.key()));
  }

  /** Sends what carries a key. */
  private CommitResult send(InstanceId id, String route, JsonObject body, Keyed keyed) {
    var call = Call.post(Call.of(id, route), body).preferringRepresentation().safe();
    return result(exchange.send(call), keyed);
  }

  /** Who made the key of a request. */
  enum Keyed {
    BY_CALLER,
    HERE
  }

  private static Keyed keyed(Optional<String> given) {
    return given.isPresent() ? Keyed.BY_CALLER : Keyed.HERE;
  }

  /** Reads the answer to what may have been answered before. */
  CommitResult result(Reply reply, Keyed keyed) {
    if (!reply.isSuccess() || !reply.isReplayed()) {
      return result(reply);
    }
    var receipt = receipt(Problems.body(reply).asObject());
    return switch (keyed) {
      case BY_CALLER -> new CommitResult.Repeated(receipt);
      // A key made here and known there: it was this very call, and its answer got lost.
      case HERE -> new Committed(receipt, at(receipt.instance(), receipt.version()), List.of());
    };
  }

  /** Reads the answer to whatever makes one commit and was asked to show the instance too. */
  CommitResult result(Reply reply) {
    if (!reply.isSuccess()) {
      return Problems.refusal(reply);
    }
    var json = reply.json().asObject();
    return new Committed(receipt(json), Instance.parse(json.require("instance")), warnings(json));
  }

  private static Receipt receipt(JsonObject json) {
    return Receipt.parse(json.require("receipt"));
  }

  private static List<Warning> warnings(JsonObject json) {
    return json.get("warnings").map(Json::asArray).stream()
        .flatMap(all -> all.items().stream())
        .map(Json::asObject)
        .map(it -> new Warning(it.require("code").asString(), it.require("detail").asString()))
        .toList();
  }
}
