package dev.cairn.kernel;

import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Token;
import dev.cairn.json.Json;
import java.util.List;
import java.util.function.UnaryOperator;

/** The tree of cancel scopes: what entering, leaving and cancelling does to it. */
final class Scopes {
  private Scopes() {}

  static State put(State state, String id, Scope scope) {
    return state.with(State.SCOPES, state.scopes().with(id, scope.toJson()));
  }

  static State change(State state, String id, UnaryOperator<Scope> change) {
    return put(state, id, change.apply(state.scope(id).orElseThrow()));
  }

  /** Ids of the scopes right under one, whatever their status. */
  static List<String> children(State state, String id) {
    return state.scopes().keys().stream()
        .filter(key -> state.scope(key).flatMap(Scope::parent).equals(java.util.Optional.of(id)))
        .toList();
  }

  /** Whether one of the scope's tokens is active. */
  static boolean hasActiveTokens(State state, Scope scope) {
    return scope.tokens().stream().anyMatch(id -> state.token(id).orElseThrow().isActive());
  }

  /** Removes a scope. Tokens that ended in it are kept, and belong to its parent from now on. */
  static State exit(State state, String id) {
    var left = state.scope(id).orElseThrow();
    var parent = left.parent().orElseThrow();
    var next = state.with(State.SCOPES, state.scopes().without(id));
    for (var token : left.tokens()) {
      var ended = next.token(token).orElseThrow();
      next =
          Apply.Tokens.put(
              next, token, new Token(parent, ended.ip(), ended.value(), ended.status()));
      next = change(next, parent, scope -> scope.withToken(token));
    }
    return next;
  }

  /** Cancels a scope and its active tokens, and the same for every scope below it. */
  static State cancel(State state, String id) {
    var next = change(cancelTokens(state, id), id, Scope::cancelled);
    for (var child : children(state, id)) {
      next = cancel(next, child);
    }
    return next;
  }

  /** What the end of an instance does: no token is active any more, and no scope but the root. */
  static State end(State state) {
    var next = cancelTokens(state, Scope.ROOT);
    for (var child : children(state, Scope.ROOT)) {
      next = cancel(next, child);
    }
    return next;
  }

  private static State cancelTokens(State state, String id) {
    var tokens = state.tokens();
    for (var token : state.scope(id).orElseThrow().tokens()) {
      var live = Token.parse(tokens.require(token));
      if (live.isActive()) {
        tokens = tokens.with(token, live.withStatus(Token.CANCELLED).toJson());
      }
    }
    return state.with(State.TOKENS, (Json) tokens);
  }
}
