package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Scope;
import dev.cairn.Token;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens that part and come together: branches, items, and the scopes that they live in. */
final class Joins {
  private static final String FAILED = "failed";
  private static final String TOTAL = "total";
  private static final String NEXT = "next";
  private static final String DONE = "done";

  private final Turn turn;

  Joins(Turn turn) {
    this.turn = turn;
  }

  /** Opens a scope with a token for each branch. */
  void fork(String token, String scope, Node node, Action.Parallel parallel) {
    var inner = open(token, scope, node, JsonObject.empty());
    for (var branch : parallel.branches()) {
      if (turn.state().scopes().has(inner)) {
        turn.enter(inner + "." + branch.id(), inner, branch.steps().getFirst());
      }
    }
  }

  private String open(String token, String scope, Node node, JsonObject more) {
    turn.put(token, scope, node, more.with(Wake.WAIT, Json.of("join")));
    var inner = turn.spot(token).orElseThrow().innerScope();
    turn.draft.add(new Mutation.EnterScope(inner, scope));
    return inner;
  }

  /** Opens a scope and begins with as many items as may run at once. */
  void forEach(String token, String scope, Node node, Action.ForEach each) {
    var found = each.items().in(turn.state());
    if (!(found.orElse(Json.of(0)) instanceof JsonArray items)) {
      reject(token, scope, node, "not_an_array", each.items() + " is not an array");
    } else if (items.size() > Action.ForEach.ITEMS_MAX) {
      var many = items.size() + " items, more than " + Action.ForEach.ITEMS_MAX;
      reject(token, scope, node, "too_many_items", many);
    } else if (items.isEmpty()) {
      turn.put(token, scope, node, JsonObject.of(Wake.WAIT, "join"));
      turn.complete(turn.spot(token).orElseThrow(), JsonObject.of("count", 0));
    } else {
      int begin = Math.min(each.concurrency(), items.size());
      open(token, scope, node, JsonObject.of(TOTAL, items.size(), NEXT, begin, DONE, 0));
      for (int index = 0; index < begin; index++) {
        beginItem(token, each, index);
      }
    }
  }

  private void reject(String token, String scope, Node node, String code, String message) {
    turn.put(token, scope, node, JsonObject.of(Wake.WAIT, "join"));
    turn.fail(turn.spot(token).orElseThrow(), turn.error(code, message, node.id()));
  }

  /** An item may have ended at once, and all of the step with it. */
  private void beginItem(String token, Action.ForEach each, int index) {
    var inner = turn.spot(token).map(Spot::innerScope);
    if (inner.filter(turn.state().scopes()::has).isPresent()) {
      turn.enter(inner.get() + "." + index, inner.get(), each.steps().getFirst());
    }
  }

  /** A token inside of a scope has come to the end of its steps. */
  void arrived(String token, String scope) {
    var owner = owner(scope).orElseThrow();
    switch (turn.node(owner).action()) {
      case Action.Parallel it -> branchDone(token, scope, owner, it);
      case Action.ForEach it -> itemDone(token, scope, owner, it);
      default -> throw new IllegalStateException(owner.step() + " has no tokens inside");
    }
  }

  /** The token that waits for a scope. */
  private Optional<Spot> owner(String scope) {
    return Spot.all(turn.state()).stream()
        .filter(it -> it.waitsFor("join") && it.innerScope().equals(scope))
        .findFirst();
  }

  private void branchDone(String token, String scope, Spot owner, Action.Parallel parallel) {
    turn.clear(token);
    mark(token, scope, parallel.branches(), Token.COMPLETE);
    if (count(scope, Token.COMPLETE) >= parallel.need()) {
      var done = ended(scope, Token.COMPLETE);
      close(scope);
      turn.complete(owner, JsonObject.of(DONE, done));
    }
  }

  /** A token that never had to wait is not there yet. */
  private void mark(String token, String scope, List<Action.Branch> branches, String status) {
    if (!turn.state().tokens().has(token)) {
      var branch = branches.stream().filter(it -> token.equals(scope + "." + it.id())).findFirst();
      var ip = branch.orElseThrow().steps().getFirst().ip();
      turn.draft.add(
          new Mutation.AddToken(token, new Token(scope, ip, JsonObject.empty(), status)));
    } else {
      turn.draft.add(new Mutation.UpdateToken(token, JsonObject.of("status", status)));
    }
  }

  private long count(String scope, String status) {
    return ended(scope, status).size();
  }

  private List<String> ended(String scope, String status) {
    return turn.state().scope(scope).orElseThrow().tokens().stream()
        .filter(id -> turn.state().token(id).orElseThrow().status().equals(status))
        .map(id -> id.substring(scope.length() + 1))
        .toList();
  }

  private void itemDone(String token, String scope, Spot owner, Action.ForEach each) {
    turn.clear(token);
    if (turn.state().tokens().has(token)) {
      turn.draft.add(new Mutation.RemoveToken(token));
    }
    int total = owner.value().require(TOTAL).asInt();
    int next = owner.value().require(NEXT).asInt();
    int done = owner.value().require(DONE).asInt() + 1;
    if (done == total) {
      close(scope);
      turn.complete(owner, JsonObject.of("count", total));
      return;
    }
    var value = owner.value().with(DONE, Json.of(done));
    if (next < total) {
      turn.change(owner, value.with(NEXT, Json.of(next + 1)));
      beginItem(owner.token(), each, next);
    } else {
      turn.change(owner, value);
    }
  }

  /** Whether the branches around a failed step can still do without it. */
  boolean bears(Spot failed) {
    var owner = owner(failed.scope());
    if (owner.isEmpty() || !(turn.node(owner.get()).action() instanceof Action.Parallel parallel)) {
      return false;
    }
    long lost = count(failed.scope(), FAILED) + 1;
    if (parallel.branches().size() - lost < parallel.need()) {
      return false;
    }
    turn.clear(failed.token());
    mark(failed.token(), failed.scope(), parallel.branches(), FAILED);
    return true;
  }

  /** Ends a scope: what is still going on in it is cancelled, and nothing of it is left. */
  private void close(String scope) {
    boolean busy =
        below(scope).stream()
            .flatMap(id -> turn.state().scope(id).orElseThrow().tokens().stream())
            .anyMatch(id -> turn.state().token(id).orElseThrow().isActive());
    if (busy) {
      turn.draft.add(new Mutation.CancelScope(scope));
    }
    for (var inner : below(scope).reversed()) {
      for (var token : turn.state().scope(inner).orElseThrow().tokens()) {
        turn.clear(token);
        turn.draft.add(new Mutation.RemoveToken(token));
      }
      turn.draft.add(new Mutation.ExitScope(inner));
    }
  }

  /** A scope and those below it, outer ones first. */
  private List<String> below(String scope) {
    var all = new ArrayList<String>();
    all.add(scope);
    for (int i = 0; i < all.size(); i++) {
      var outer = Optional.of(all.get(i));
      turn.state().scopes().keys().stream()
          .filter(id -> turn.state().scope(id).orElseThrow().parent().equals(outer))
          .forEach(all::add);
    }
    return all;
  }

  /** Ends what goes on inside of a step that is left. */
  void abandon(Spot spot) {
    if (spot.waitsFor("join") && turn.state().scopes().has(spot.innerScope())) {
      close(spot.innerScope());
    }
  }

  /** Takes all tokens of the engine away, and the scopes that steps opened. */
  void removeAll() {
    for (var id : List.copyOf(turn.state().scopes().keys())) {
      boolean outermost =
          turn.state().scope(id).flatMap(Scope::parent).equals(Optional.of(Scope.ROOT));
      if (outermost && turn.state().scopes().has(id)) {
        close(id);
      }
    }
    for (var spot : Spot.all(turn.state())) {
      turn.clear(spot.token());
      turn.draft.add(new Mutation.RemoveToken(spot.token()));
    }
  }
}
