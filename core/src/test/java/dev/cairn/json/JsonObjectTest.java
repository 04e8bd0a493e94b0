package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private static final JsonObject ABC = JsonObject.of("b", 2, "c", 3, "a", 1);

  @Test
  void members_are_found_and_listed_in_canonical_order() {
    assertThat(ABC.size()).isEqualTo(3);
    assertThat(ABC.get("b")).contains(Json.of(2));
    assertThat(ABC.get("d")).isEmpty();
    assertThat(ABC.has("a")).isTrue();
    assertThat(ABC.has("")).isFalse();
    assertThat(ABC.keys()).containsExactly("a", "b", "c");
    assertThat(ABC.entries())
        .containsExactly(
            Map.entry("a", Json.of(1)), Map.entry("b", Json.of(2)), Map.entry("c", Json.of(3)));
  }

  @Test
  void a_member_that_must_be_there_is_named_when_it_is_not() {
    JsonException refusal = Refusals.refusal(() -> ABC.require("d"));
    assertThat(refusal.code()).isEqualTo("missing_member");
    assertThat(refusal).hasMessage("the member \"d\" is missing");
  }

  @Test
  void a_changed_copy_leaves_the_original_alone() {
    assertThat(ABC.with("b", Json.of(9))).hasToString("{\"a\":1,\"b\":9,\"c\":3}");
    assertThat(ABC.with("aa", Json.of(9))).hasToString("{\"a\":1,\"aa\":9,\"b\":2,\"c\":3}");
    assertThat(ABC.without("b")).hasToString("{\"a\":1,\"c\":3}");
    assertThat(ABC).hasToString("{\"a\":1,\"b\":2,\"c\":3}");
  }

  @Test
  void a_copy_without_a_change_is_the_object_itself() {
    assertThat(ABC.without("d")).isSameAs(ABC);
    assertThat(ABC.with("a", ABC.require("a"))).isSameAs(ABC);
    assertThat(JsonObject.of("a", 1).without("a")).isSameAs(JsonObject.empty());
    assertThat(JsonObject.empty().isEmpty()).isTrue();
    assertThat(ABC.isEmpty()).isFalse();
  }

  @Test
  void the_lists_of_an_object_cannot_be_changed() {
    assertThatThrownBy(() -> ABC.keys().set(0, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ABC.entries().getFirst().setValue(Json.of(9)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_builder_keeps_the_last_value_and_may_go_on() {
    JsonObjectBuilder builder = JsonObject.builder().put("b", 1).put("a", "x").put("b", null);
    JsonObject first = builder.build();
    builder.put("c", 3);

    assertThat(first).hasToString("{\"a\":\"x\",\"b\":null}");
    assertThat(builder.build()).hasToString("{\"a\":\"x\",\"b\":null,\"c\":3}");
  }

  @Test
  void keys_and_values_must_come_in_pairs() {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonObject.of("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> JsonObject.of(1, 2));
  }

  @Test
  void an_object_agrees_with_a_sorted_map() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var model = new TreeMap<String, Json>();
    JsonObject object = JsonObject.empty();
    for (int i = 0; i < 1_000; i++) {
      String key = Integer.toString(random.nextInt(40), 3);
      if (random.nextBoolean()) {
        model.put(key, Json.of(i));
        object = object.with(key, Json.of(i));
      } else {
        model.remove(key);
        object = object.without(key);
      }
      var seen = new TreeMap<String, Json>();
      object.forEach(seen::put);
      assertThat(seen).as("seed %d", seed).isEqualTo(model);
      assertThat(object).as("seed %d", seed).isEqualTo(Json.of(model));
    }
  }
}
