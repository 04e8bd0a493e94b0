package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NaughtyStringsTest {
  @Test
  void naughty_strings_come_back_as_values_and_as_keys() {
    JsonArray strings = Json.parse(Suites.bytes(Suites.path("blns/blns.json"))).asArray();

    assertThat(strings.size()).isGreaterThan(500);
    assertThat(Json.parse(strings.canonicalBytes())).isEqualTo(strings);
    for (Json item : strings) {
      String text = item.asString();
      var object = JsonObject.of(text, text);
      assertThat(Json.parse(object.canonicalBytes())).isEqualTo(object);
      assertThat(object.at(JsonPointer.of(text))).contains(item);
      assertThat(JsonPointer.parse(JsonPointer.of(text).toString()).tokens()).containsExactly(text);
    }
  }
}
