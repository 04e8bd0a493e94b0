package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.NewInstance;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.cases.CaseState;
import dev.cairn.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and the tree of scopes. */
abstract class CaseScopeContract extends FacadeTopic {
  private static final JsonObject COMPLETE = JsonObject.of("status", Token.COMPLETE);

  CaseState begun;

  @BeforeEach
  void begin() {
    begun = CaseState.create(cairn, NewInstance.of(DEFINITION));
  }

  /** root - a - b - c, and root - other, each with an active token, and a complete one in b. */
  private CaseState tree() {
    return begun
        .enterScope("a", "root")
        .enterScope("b", "a")
        .enterScope("c", "b")
        .enterScope("other", "root")
        .addToken("in-a", Token.in("a"))
        .addToken("in-b", Token.in("b"))
        .addToken("done-b", Token.in("b").withStatus(Token.COMPLETE))
        .addToken("in-c", Token.in("c"))
        .addToken("in-other", Token.in("other"))
        .commit()
        .orThrow();
  }

  private static void refused(CaseState buffered, Reason.Code... codes) {
    assertThat(codes(buffered.commit().result())).containsExactly(codes);
  }

  @Test
  void a_token_lives_in_its_scope() {
    var state = tree();
    assertThat(state.token("in-b").orElseThrow().scope()).isEqualTo("b");
    assertThat(state.scope("b").orElseThrow().tokens()).containsExactly("done-b", "in-b");
    var moved = state.updateToken("in-b", JsonObject.of("scope", "c", "ip", 7)).commit().orThrow();
    assertThat(moved.token("in-b").orElseThrow().ip()).isEqualTo(7);
    assertThat(moved.scope("b").orElseThrow().tokens()).containsExactly("done-b");
    assertThat(moved.scope("c").orElseThrow().tokens()).containsExactly("in-b", "in-c");
    var gone = moved.removeToken("in-b").commit().orThrow();
    assertThat(gone.tokens()).doesNotContainKey("in-b");
    assertThat(gone.scope("c").orElseThrow().tokens()).containsExactly("in-c");
  }

  @Test
  void mutations_are_judged_by_what_those_before_them_left() {
    var token = Token.in("s");
    var state =
        begun
            .enterScope("s", "root")
            .addToken("t", token)
            .removeToken("t")
            .addToken("t", token)
            .updateToken("t", COMPLETE)
            .exitScope("s")
            .commit()
            .orThrow();
    assertThat(state.scopes()).containsOnlyKeys("root");
    refused(
        state.addToken("t2", Token.in("root")).addToken("t2", Token.in("root")),
        Reason.Code.TOKEN_ALREADY_EXISTS);
    refused(
        state.enterScope("s", "root").exitScope("s").cancelScope("s"), Reason.Code.SCOPE_NOT_FOUND);
  }

  @Test
  void what_tokens_may_not_do() {
    var state = tree();
    refused(state.addToken("in-a", Token.in("a")), Reason.Code.TOKEN_ALREADY_EXISTS);
    refused(state.addToken("new", Token.in("none")), Reason.Code.SCOPE_NOT_FOUND);
    refused(state.removeToken("none"), Reason.Code.TOKEN_NOT_FOUND);
    refused(state.updateToken("none", COMPLETE), Reason.Code.TOKEN_NOT_FOUND);
    refused(state.updateToken("in-a", JsonObject.of("colour", 1)), Reason.Code.INVALID_TOKEN);
    refused(state.updateToken("in-a", JsonObject.of("ip", "x")), Reason.Code.INVALID_TOKEN);
    refused(state.updateToken("in-a", JsonObject.of("scope", "none")), Reason.Code.SCOPE_NOT_FOUND);
    refused(
        state.cancelScope("other").addToken("new", Token.in("other")), Reason.Code.SCOPE_CANCELLED);
  }

  @Test
  void what_scopes_may_not_do() {
    var state = tree();
    refused(state.enterScope("a", "root"), Reason.Code.SCOPE_ALREADY_EXISTS);
    refused(state.enterScope("new", "none"), Reason.Code.PARENT_NOT_FOUND);
    refused(state.cancelScope("a").enterScope("new", "b"), Reason.Code.SCOPE_CANCELLED);
    refused(state.exitScope("root"), Reason.Code.ROOT_SCOPE);
    refused(state.cancelScope("root"), Reason.Code.ROOT_SCOPE);
    refused(state.exitScope("none"), Reason.Code.SCOPE_NOT_FOUND);
    refused(state.cancelScope("none"), Reason.Code.SCOPE_NOT_FOUND);
    refused(state.exitScope("c"), Reason.Code.SCOPE_NOT_EMPTY);
    refused(state.updateToken("in-a", COMPLETE).exitScope("a"), Reason.Code.SCOPE_NOT_EMPTY);
    refused(state.cancelScope("a").cancelScope("b"), Reason.Code.SCOPE_CANCELLED);
  }

  @Test
  void cancelling_a_scope_cancels_all_below_and_leaves_the_rest_alone() {
    var state = tree().cancelScope("a").commit().orThrow();
    for (var scope : new String[] {"a", "b", "c"}) {
      assertThat(state.scope(scope).orElseThrow().status()).isEqualTo(Scope.CANCELLED);
      assertThat(state.token("in-" + scope).orElseThrow().status()).isEqualTo(Token.CANCELLED);
    }
    assertThat(state.scope("other").orElseThrow().isActive()).isTrue();
    assertThat(state.scope("root").orElseThrow().isActive()).isTrue();
    assertThat(state.token("in-other").orElseThrow().isActive()).isTrue();
    assertThat(state.token("done-b").orElseThrow().status()).isEqualTo(Token.COMPLETE);
  }

  @Test
  void a_case_that_has_ended_has_no_active_token() {
    var ended = tree().transition(Status.RUNNING).transition(Status.CANCELLED).commit().orThrow();
    assertThat(ended.tokens().values()).noneMatch(Token::isActive);
    assertThat(ended.token("done-b").orElseThrow().status()).isEqualTo(Token.COMPLETE);
  }
}
