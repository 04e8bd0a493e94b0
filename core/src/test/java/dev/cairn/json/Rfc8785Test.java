package dev.cairn.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc8785Test {
  private static final String FOLDER = "rfc8785-jcs/testdata/";

  @ParameterizedTest
  @ValueSource(strings = {"arrays", "french", "structures", "unicode", "weird"})
  void the_canonical_form_is_that_of_the_suite(String name) {
    Json value = Json.parse(Suites.bytes(Suites.path(FOLDER + "input/" + name + ".json")));

    assertThat(value.canonicalBytes()).isEqualTo(output(name)).isEqualTo(outhex(name));
    assertThat(value.byteCount()).isEqualTo(output(name).length);
  }

  /** One number of this pair is no shortest decimal: RFC 8785 rounds it, Cairn never does. */
  @Test
  void values_differ_from_the_suite_in_the_one_number_that_a_double_would_change() {
    String text = new String(Suites.bytes(Suites.path(FOLDER + "input/values.json")), UTF_8);
    String rounded = text.replace("333333333.33333329", "333333333.3333333");

    assertThat(Json.parse(rounded).canonicalBytes())
        .isEqualTo(output("values"))
        .isEqualTo(outhex("values"));
    assertThat(Json.parse(text).at("/numbers/0")).hasToString("Optional[333333333.33333329]");
  }

  @Test
  void control_characters_quotes_and_backslashes_are_escaped_and_nothing_else_is() {
    String text = "\b\t\n\f\r\u0001\u001f\"\\/\u007f\u2028é€😀";

    assertThat(new JsonString(text).canonical())
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0001\\u001f\\\"\\\\/\u007f\u2028é€😀\"");
  }

  @Test
  void keys_are_sorted_by_utf16_code_unit() {
    assertThat(Json.parse("{\"\uFB33\":1,\"😀\":2,\"b\":3,\"aa\":4,\"a\":5,\"\":6}"))
        .hasToString("{\"\":6,\"a\":5,\"aa\":4,\"b\":3,\"😀\":2,\"\uFB33\":1}");
  }

  private static byte[] output(String name) {
    return Suites.bytes(Suites.path(FOLDER + "output/" + name + ".json"));
  }

  private static byte[] outhex(String name) {
    byte[] hex = Suites.bytes(Suites.path(FOLDER + "outhex/" + name + ".txt"));
    return HexFormat.of().parseHex(new String(hex, US_ASCII).replaceAll("\\s", ""));
  }
}
