package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.CairnException;
import dev.cairn.SchemaLanguage;
import dev.cairn.SchemaLanguage.Violation;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemasTest {

  private static SchemaLanguage.Schema compile(String schema) {
    return new JsonSchemas().compile(Json.parse(schema).asObject());
  }

  private static List<Violation> check(String schema, String document) {
    return compile(schema).check(Json.parse(document).asObject());
  }

  private static CairnException.Invalid refusal(String schema) {
    var refusal = catchThrowableOfType(CairnException.Invalid.class, () -> compile(schema));
    assertThat(refusal).as(schema).isNotNull();
    assertThat(refusal.code()).isEqualTo("invalid_schema");
    assertThat(refusal.hint()).isNotBlank();
    return refusal;
  }

  @Test
  void the_loader_finds_the_language() {
    assertThat(SchemaLanguage.load()).isInstanceOf(JsonSchemas.class);
  }

  @Test
  void a_document_that_fits_has_no_violation() {
    assertThat(
            check(
                "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}",
                "{\"a\":1}"))
        .isEmpty();
    assertThat(check("{}", "{\"a\":1}")).isEmpty();
  }

  @Test
  void all_violations_are_named_in_document_order() {
    var schema =
        """
        {"required": ["z", "y"],
         "properties": {
           "items": {"items": {"type": "string"}},
           "b/~": {"minimum": 3},
           "a": {"type": "integer"}},
         "additionalProperties": false}
        """;
    var items = JsonArray.copyOf(IntStream.range(0, 12).mapToObj(Json::of).toList());
    var document = JsonObject.of("items", items, "b/~", 1, "a", "x", "q", 1);
    var violations = compile(schema).check(document);
    assertThat(violations)
        .extracting(Violation::path)
        .containsExactly(
            "",
            "",
            "",
            "/a",
            "/b~1~0",
            "/items/0",
            "/items/1",
            "/items/2",
            "/items/3",
            "/items/4",
            "/items/5",
            "/items/6",
            "/items/7",
            "/items/8",
            "/items/9",
            "/items/10",
            "/items/11");
    assertThat(violations)
        .extracting(Violation::message)
        .contains(
            "required property 'z' not found",
            "required property 'y' not found",
            "string found, integer expected",
            "must have a minimum value of 3");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"const\": 9007199254740993}|9007199254740992",
        "{\"maximum\": 9007199254740992}|9007199254740993",
        "{\"maximum\": 0.1}|0.1000000000000000055511151231257827",
        "{\"multipleOf\": 0.01}|0.015",
        "{\"const\": 123456789012345678901234567890}|123456789012345678901234567891",
        "{\"exclusiveMinimum\": 1e400}|1e400",
        "{\"enum\": [1e-300]}|1.000000000000000001e-300",
      })
  void numbers_are_compared_to_the_last_digit(String schema, String number) {
    assertThat(check("{\"properties\":{\"n\":" + schema + "}}", "{\"n\":" + number + "}"))
        .extracting(Violation::path)
        .containsExactly("/n");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"const\": 1.0}|1",
        "{\"type\": \"integer\"}|1e21",
        "{\"type\": \"integer\"}|1.0",
        "{\"multipleOf\": 0.01}|12345678901234567890.12",
        "{\"const\": 9007199254740993}|9007199254740993.0",
        "{\"enum\": [2147483648, 1.50]}|1.5",
      })
  void equal_numbers_fit_whatever_their_notation(String schema, String number) {
    assertThat(check("{\"properties\":{\"n\":" + schema + "}}", "{\"n\":" + number + "}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9/x.json",
        "https://example.com/x",
        "file:///etc/hostname",
        "classpath:META-INF/MANIFEST.MF",
        "classpath:/logging.properties",
        "resource:x",
        "jar:file:///x.jar!/y",
        "urn:uuid:0199a8f0-0000-7000-8000-000000000001",
        "other.json",
        "other.json#/a",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/../x"
      })
  void a_reference_to_elsewhere_is_refused_by_name(String elsewhere) {
    var named = elsewhere.replaceFirst("#.*", "");
    for (var keyword : List.of("$ref", "$dynamicRef")) {
      var deep = "{\"properties\":{\"a\":{\"if\":{\"%s\":\"%s\"}}}}".formatted(keyword, elsewhere);
      assertThat(refusal(deep)).hasMessageContaining(named);
    }
  }

  @Test
  void both_kinds_of_reference_side_by_side_are_both_looked_at() {
    assertThat(
            refusal("{\"$defs\":{},\"$ref\":\"#/$defs\",\"$dynamicRef\":\"http://localhost:9/x\"}"))
        .hasMessageContaining("http://localhost:9/x");
  }

  @Test
  void a_reference_to_nothing_is_refused() {
    assertThat(refusal("{\"$ref\":\"#/$defs/a\"}")).hasMessageContaining("/$defs/a");
    assertThat(refusal("{\"$ref\":\"#a\"}")).hasMessageContaining("Reference a cannot be resolved");
  }

  @Test
  void references_inside_the_schema_are_followed() {
    var schema =
        """
        {"$id": "https://example.com/tree",
         "properties": {"next": {"$ref": "#"}, "n": {"$ref": "#/$defs/n"},
           "s": {"$ref": "short"}, "t": {"$ref": "#tagged"},
           "x": {"$ref": "https://json-schema.org/draft/2020-12/schema"}},
         "$defs": {"n": {"type": "integer"}, "s": {"$id": "short", "maxLength": 2},
           "t": {"$anchor": "tagged", "type": "boolean"}}}
        """;
    var document =
        """
        {"next": {"next": {"n": "x"}}, "s": "long", "t": 1, "x": {"type": "none"}}
        """;
    assertThat(check(schema, document))
        .extracting(Violation::path)
        .contains("/next/next/n", "/s", "/t", "/x/type");
  }

  @Test
  void a_schema_that_only_mentions_references_is_no_reference() {
    var schema = "{\"properties\":{\"a\":{\"const\":{\"$ref\":\"http://localhost:9/x\"}}}}";
    assertThat(check(schema, "{\"a\":{\"$ref\":\"http://localhost:9/x\"}}")).isEmpty();
  }

  @Test
  void schemas_do_not_see_one_another() {
    compile("{\"$id\":\"https://example.com/shared\",\"type\":\"object\"}");
    assertThat(refusal("{\"$ref\":\"https://example.com/shared\"}"))
        .hasMessageContaining("https://example.com/shared");
  }

  @Test
  void a_wrong_schema_is_refused_with_all_that_is_wrong() {
    assertThat(
            refusal(
                "{\"type\":\"text\",\"minLength\":-1,\"properties\":{\"a\":{\"required\":\"x\"}}}"))
        .hasMessageContaining("/type")
        .hasMessageContaining("/minLength")
        .hasMessageContaining("/properties/a/required");
    assertThat(refusal("{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}"))
        .hasMessageContaining("draft-07");
    assertThat(refusal("{\"pattern\":\"(a\"}")).hasMessageContaining("'(a'");
  }

  @Test
  void format_asserts_nothing() {
    assertThat(check("{\"properties\":{\"a\":{\"format\":\"uuid\"}}}", "{\"a\":\"x\"}")).isEmpty();
  }

  @Test
  void a_pattern_has_at_most_a_thousand_characters() {
    assertThat(compile("{\"pattern\":\"" + "a".repeat(1_000) + "\"}")).isNotNull();
    assertThat(refusal("{\"patternProperties\":{\"" + "a".repeat(1_001) + "\":true}}"))
        .hasMessageContaining("1001 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+\\\\1$", "^(.*a){12}$", "^(a+a+)+y", "^((a|b)(c|a))*$"})
  void a_pattern_that_would_run_for_ever_is_stopped(String pattern) {
    var schema = "{\"properties\":{\"a\":{\"pattern\":\"" + pattern + "\"}}}";
    var document = "{\"a\":\"" + "a".repeat(20_000) + "!\"}";
    assertStopped(check(schema, document));
  }

  private static void assertStopped(List<Violation> violations) {
    assertThat(violations)
        .singleElement()
        .extracting(Violation::message)
        .asString()
        .startsWith("cannot be checked: the pattern")
        .endsWith("takes too many steps on this text");
  }

  @Test
  void many_texts_together_are_stopped_as_one_is() {
    var schema = compile("{\"additionalProperties\":{\"pattern\":\"^(.*a){6}$\"}}");
    var text = "a".repeat(25) + "!";
    var texts = JsonObject.builder();
    IntStream.range(0, 10_000).forEach(i -> texts.put("k" + i, text));
    assertThat(schema.check(JsonObject.of("k", text))).extracting(Violation::path).contains("/k");
    assertStopped(schema.check(texts.build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
        "{\"$dynamicAnchor\":\"a\",\"$dynamicRef\":\"#a\"}",
        "{\"not\":{\"$ref\":\"#\"}}"
      })
  void a_schema_that_turns_in_a_circle_is_stopped(String schema) {
    assertThat(check(schema, "{}"))
        .singleElement()
        .extracting(Violation::message)
        .asString()
        .startsWith("cannot be checked: ");
  }

  @Test
  void a_document_as_deep_as_any_can_be_checked() {
    var schema =
        """
        {"$ref": "#/$defs/n",
         "$defs": {"n": {"allOf": [{"properties": {"a": {"$ref": "#/$defs/n"}}}]}}}
        """;
    var deep = "{\"a\":".repeat(99) + "{}" + "}".repeat(99);
    assertThat(check(schema, deep)).isEmpty();
  }

  @Test
  void many_threads_share_a_schema() throws Exception {
    var schema =
        compile(
            "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"minimum\":5}}}");
    Callable<Long> work =
        () ->
            IntStream.range(0, 1_000)
                .filter(i -> !schema.check(JsonObject.of("a", i % 10)).isEmpty())
                .count();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(done.get()).isEqualTo(500);
      }
    }
  }
}
