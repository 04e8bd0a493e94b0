package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CairnException;
import dev.cairn.ExpressionLanguage;
import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.OnConflict;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.state.WorkflowStateService;
import java.util.ServiceLoader;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding state by what it holds. */
abstract class StateQueryContract extends FacadeTopic {
  WorkflowStateService states;
  InstanceId gold;
  InstanceId plain;

  @BeforeEach
  void begin() {
    states = WorkflowStateService.over(cairn);
    gold = created("customer", JsonObject.of("tier", "gold"), "total", 100);
    plain = created("customer", JsonObject.of("tier", "plain"), "total", 7.5);
    created("total", "100");
    created();
  }

  private static ListAssert<InstanceId> ids(Page<Instance> page) {
    return assertThat(page.items().stream().map(Instance::id).toList());
  }

  @Test
  void values_are_compared_at_a_path_and_never_across_types() {
    ids(states.query("context.customer.tier", Operator.EQUAL, "gold")).containsExactly(gold);
    ids(states.query("context.total", Operator.EQUAL, 100)).containsExactly(gold);
    ids(states.query("context.total", Operator.LESS, 100)).containsExactly(plain);
    ids(states.query("context.total", Operator.GREATER_OR_EQUAL, 7.5))
        .containsExactlyInAnyOrder(gold, plain);
    ids(states.query("context.none", Operator.NOT_EQUAL, 1)).isEmpty();
  }

  @Test
  void a_query_sees_what_was_acknowledged() {
    for (int i = 0; i < 50; i++) {
      states
          .update(gold, it -> it.asObject().with("round", Json.of(1)), OnConflict.RETRY)
          .orThrow();
      int round = i;
      states
          .update(gold, it -> it.asObject().with("round", Json.of(round)), OnConflict.RETRY)
          .orThrow();
      ids(states.query("context.round", Operator.EQUAL, i)).containsExactly(gold);
    }
  }

  @Test
  void further_pages_follow_the_cursor() {
    var all = Query.of(Filter.everything()).limit(3);
    var first = states.query(all);
    assertThat(first.items()).hasSize(3);
    var second = states.query(all.after(first.next().orElseThrow()));
    assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
    assertThat(second.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "context", "context.", "state.a", "customer.tier", "context.a.0", "/a"})
  void what_is_no_path_is_refused(String path) {
    assertThatThrownBy(() -> states.query(path, Operator.EQUAL, 1))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void a_textual_condition_finds_the_same() {
    assumeTrue(
        ServiceLoader.load(ExpressionLanguage.class).findFirst().isPresent(),
        "no expression language on the class path");
    ids(states.where("context.customer.tier == 'gold'")).containsExactly(gold);
    assertThatThrownBy(() -> states.where("context.customer ==="))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void without_a_language_a_textual_condition_is_refused() {
    assumeTrue(
        ServiceLoader.load(ExpressionLanguage.class).findFirst().isEmpty(),
        "there is an expression language on the class path");
    assertThatThrownBy(() -> states.where("context.total == 100"))
        .isInstanceOf(CairnException.Invalid.class);
  }
}
