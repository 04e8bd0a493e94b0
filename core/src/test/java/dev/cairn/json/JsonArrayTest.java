package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonArrayTest {
  private static final JsonArray ABC = JsonArray.of("a", "b", "c");

  @Test
  void items_are_found_by_index() {
    assertThat(ABC.size()).isEqualTo(3);
    assertThat(ABC.get(2)).isEqualTo(Json.of("c"));
    assertThat(ABC.find(0)).contains(Json.of("a"));
    assertThat(ABC.find(3)).isEmpty();
    assertThat(ABC.find(-1)).isEmpty();
    assertThat(ABC).containsExactlyElementsOf(ABC.items());
    assertThat(ABC.isEmpty()).isFalse();
  }

  @Test
  void a_changed_copy_leaves_the_original_alone() {
    assertThat(ABC.append(Json.of(1)).canonical()).isEqualTo("[\"a\",\"b\",\"c\",1]");
    assertThat(ABC.insert(1, Json.of(1)).canonical()).isEqualTo("[\"a\",1,\"b\",\"c\"]");
    assertThat(ABC.replace(1, Json.of(1)).canonical()).isEqualTo("[\"a\",1,\"c\"]");
    assertThat(ABC.remove(1).canonical()).isEqualTo("[\"a\",\"c\"]");
    assertThat(ABC.canonical()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThatThrownBy(() -> ABC.items().removeFirst())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_copy_without_a_change_is_the_array_itself() {
    assertThat((Object) ABC.replace(1, ABC.get(1))).isSameAs(ABC);
    assertThat((Object) JsonArray.of(1).remove(0)).isSameAs(JsonArray.empty());
    assertThat(JsonArray.empty().isEmpty()).isTrue();
  }

  @Test
  void arrays_are_equal_by_their_items() {
    assertThat(ABC.equals(JsonArray.of("a", "b", "c"))).isTrue();
    assertThat(ABC.equals(JsonArray.of("a", "c", "b"))).isFalse();
    assertThat(ABC.equals(Json.of("abc"))).isFalse();
    assertThat(ABC.hashCode()).isEqualTo(Json.parse(ABC.canonical()).hashCode());
  }
}
