package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Instance;
import dev.cairn.Mutation.*;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trees of scopes, and what cancelling does to them. */
abstract class ScopeContract extends CairnTopic {

  /** root: r · left: l, and below it deep: d, and done, which is complete · right: x */
  private Instance tree() {
    return commit(
        create(),
        new EnterScope("left", "root"),
        new EnterScope("right", "root"),
        new EnterScope("deep", "left"),
        new EnterScope("deepest", "deep"),
        new AddToken("r", Token.in("root")),
        new AddToken("l", Token.in("left")),
        new AddToken("d", Token.in("deep")),
        new AddToken("done", Token.in("deepest").withStatus(Token.COMPLETE)),
        new AddToken("x", Token.in("right")));
  }

  @Test
  void the_root_is_there_from_the_beginning() {
    assertThat(create().state().scope("root")).contains(Scope.root());
  }

  @Test
  void a_scope_knows_its_tokens_and_its_parent() {
    var tree = tree().state();
    assertThat(tree.scope("left").orElseThrow().tokens()).containsExactly("l");
    assertThat(tree.scope("deep").orElseThrow().parent()).contains("left");
    assertThat(tree.token("d").orElseThrow()).isEqualTo(Token.in("deep"));
  }

  @Test
  void cancelling_reaches_down_and_not_aside() {
    var tree = commit(tree(), new CancelScope("left"));
    assertThat(scopes(tree, Scope.CANCELLED)).containsExactly("deep", "deepest", "left");
    assertThat(scopes(tree, Scope.ACTIVE)).containsExactly("right", "root");
    assertThat(tokens(tree, Token.CANCELLED)).containsExactly("d", "l");
    assertThat(tokens(tree, Token.ACTIVE)).containsExactly("r", "x");
    assertThat(tokens(tree, Token.COMPLETE)).containsExactly("done");
  }

  @Test
  void cancelling_a_leaf_leaves_what_is_above() {
    var tree = commit(tree(), new CancelScope("deep"));
    assertThat(scopes(tree, Scope.CANCELLED)).containsExactly("deep", "deepest");
    assertThat(tokens(tree, Token.CANCELLED)).containsExactly("d");
  }

  @Test
  void nothing_enters_a_cancelled_branch() {
    var tree = commit(tree(), new CancelScope("left"));
    refuses(tree, new EnterScope("new", "deep"), Reason.Code.SCOPE_CANCELLED);
    refuses(tree, new AddToken("new", Token.in("deepest")), Reason.Code.SCOPE_CANCELLED);
    refuses(
        tree, new UpdateToken("x", JsonObject.of("scope", "left")), Reason.Code.SCOPE_CANCELLED);
  }

  @Test
  void a_scope_with_children_or_active_tokens_cannot_be_left() {
    var tree = tree();
    refuses(tree, new ExitScope("deep"), Reason.Code.SCOPE_NOT_EMPTY);
    refuses(tree, new ExitScope("right"), Reason.Code.SCOPE_NOT_EMPTY);
    refuses(tree, new ExitScope("root"), Reason.Code.ROOT_SCOPE);
    commit(tree, new RemoveToken("x"), new ExitScope("right"));
    assertThat(get(tree.id()).state().scope("right")).isEmpty();
  }

  @Test
  void a_scope_whose_tokens_have_ended_can_be_left() {
    var tree = commit(tree(), new ExitScope("deepest"));
    assertThat(tree.state().scope("deepest")).isEmpty();
    assertThat(tree.state().token("done").orElseThrow().status()).isEqualTo(Token.COMPLETE);
    var home = tree.state().token("done").orElseThrow().scope();
    assertThat(tree.state().scope(home).orElseThrow().tokens()).contains("done");
  }

  @Test
  void a_token_moves_with_its_scope_member() {
    var tree = commit(tree(), new UpdateToken("x", JsonObject.of("scope", "left", "ip", 7)));
    assertThat(tree.state().scope("right").orElseThrow().tokens()).isEmpty();
    assertThat(tree.state().scope("left").orElseThrow().tokens()).containsExactly("l", "x");
    assertThat(tree.state().token("x").orElseThrow().ip()).isEqualTo(7);
  }

  @Test
  void a_removed_token_leaves_its_scope() {
    var tree = commit(tree(), new RemoveToken("x"));
    assertThat(tree.state().token("x")).isEmpty();
    assertThat(tree.state().scope("right").orElseThrow().tokens()).isEmpty();
  }

  @Test
  void an_end_leaves_no_active_token_and_no_active_scope_below_the_root() {
    for (var end : new Status[] {Status.COMPLETED, Status.FAILED, Status.CANCELLED}) {
      var ended = commit(tree(), new Transition(Status.RUNNING), new Transition(end));
      assertThat(tokens(ended, Token.ACTIVE)).isEmpty();
      assertThat(tokens(ended, Token.COMPLETE)).containsExactly("done");
      assertThat(tokens(ended, Token.CANCELLED)).containsExactly("d", "l", "r", "x");
      assertThat(scopes(ended, Scope.CANCELLED)).contains("deep", "deepest", "left", "right");
    }
  }

  @Test
  void a_deep_tree_is_cancelled_to_its_end() {
    var made = create();
    var commit = dev.cairn.Commit.to(made.id());
    for (int i = 0; i < 200; i++) {
      var parent = i == 0 ? "root" : "s" + (i - 1);
      commit =
          commit.with(new EnterScope("s" + i, parent), new AddToken("t" + i, Token.in("s" + i)));
    }
    committed(workflows().commit(commit));
    var cancelled = commit(made, new CancelScope("s100"));
    assertThat(tokens(cancelled, Token.CANCELLED)).hasSize(100);
    assertThat(tokens(cancelled, Token.ACTIVE)).hasSize(100);
    assertThat(cancelled.state().scope("s199").map(Scope::status))
        .isEqualTo(Optional.of(Scope.CANCELLED));
  }

  private static java.util.List<String> scopes(Instance it, String status) {
    return it.state().scopes().keys().stream()
        .filter(id -> it.state().scope(id).orElseThrow().status().equals(status))
        .toList();
  }

  private static java.util.List<String> tokens(Instance it, String status) {
    return it.state().tokens().keys().stream()
        .filter(id -> it.state().token(id).orElseThrow().status().equals(status))
        .toList();
  }
}
