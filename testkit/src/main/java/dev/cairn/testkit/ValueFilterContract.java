package dev.cairn.testkit;

import static dev.cairn.Filter.compare;
import static dev.cairn.Filter.equal;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters by values inside of the context, the step data and the attributes. */
abstract class ValueFilterContract extends FilterTopic {

  @Test
  void null_is_a_value_and_missing_is_not() {
    attributes("{\"story\":null}", "{\"story\":3}", "{}");
    finds(equal("attributes.story", JsonNull.NULL), 1);
    finds(new Filter.Exists(StatePath.parse("attributes.story")), 1, 2);
    finds(compare("attributes.story", Operator.NOT_EQUAL, JsonNull.NULL), 2);
    finds(compare("attributes.story", Operator.NOT_EQUAL, 3), 1);
    finds(new Filter.In(StatePath.parse("attributes.story"), list(JsonNull.NULL, 3)), 1, 2);
    finds(new Filter.Not(equal("attributes.story", JsonNull.NULL)), 2, 3);
    finds(compare("attributes.story", Operator.LESS_OR_EQUAL, JsonNull.NULL));
  }

  @Test
  void equality_is_never_across_types() {
    contexts(
        "{\"a\":1}",
        "{\"a\":\"1\"}",
        "{\"a\":true}",
        "{\"a\":\"true\"}",
        "{\"a\":null}",
        "{\"a\":\"null\"}",
        "{\"a\":[1]}",
        "{\"a\":{}}",
        "{}");
    finds(equal("context.a", 1), 1);
    finds(equal("context.a", "1"), 2);
    finds(equal("context.a", true), 3);
    finds(equal("context.a", "true"), 4);
    finds(equal("context.a", JsonNull.NULL), 5);
    finds(equal("context.a", "null"), 6);
    finds(compare("context.a", Operator.NOT_EQUAL, 1), 2, 3, 4, 5, 6, 7, 8);
    finds(new Filter.In(StatePath.parse("context.a"), list(1, "true", JsonNull.NULL)), 1, 4, 5);
    finds(new Filter.In(StatePath.parse("context.a"), List.of()));
  }

  @Test
  void order_is_among_numbers_and_among_strings() {
    contexts(
        "{\"a\":9}",
        "{\"a\":10}",
        "{\"a\":\"9\"}",
        "{\"a\":\"10\"}",
        "{\"a\":true}",
        "{\"a\":null}",
        "{\"a\":-1.5}",
        "{\"a\":[]}",
        "{}");
    finds(compare("context.a", Operator.LESS, 10), 1, 7);
    finds(compare("context.a", Operator.LESS_OR_EQUAL, 10), 1, 2, 7);
    finds(compare("context.a", Operator.GREATER, 9), 2);
    finds(compare("context.a", Operator.GREATER_OR_EQUAL, 9), 1, 2);
    finds(compare("context.a", Operator.LESS, "9"), 4);
    finds(compare("context.a", Operator.GREATER_OR_EQUAL, "10"), 3, 4);
    finds(compare("context.a", Operator.GREATER_OR_EQUAL, true));
    finds(compare("context.a", Operator.LESS, ""));
  }

  @Test
  void numbers_are_compared_exactly() {
    contexts(
        "{\"a\":9007199254740993}",
        "{\"a\":9007199254740992}",
        "{\"a\":9007199254740993.5}",
        "{\"a\":0.1000000000000000000000000000000000000001}",
        "{\"a\":0.1}",
        "{\"a\":1e300}");
    finds(equal("context.a", 9007199254740993L), 1);
    finds(equal("context.a", 9007199254740992L), 2);
    finds(compare("context.a", Operator.GREATER, 9007199254740992L), 1, 3, 6);
    finds(compare("context.a", Operator.GREATER, 9007199254740993L), 3, 6);
    finds(equal("context.a", 0.1), 5);
    finds(compare("context.a", Operator.LESS_OR_EQUAL, 0.1), 5);
    finds(
        compare(
            "context.a", Operator.LESS, Json.parse("0.1000000000000000000000000000000000000001")),
        5);
    finds(equal("context.a", Json.parse("1.0e300")), 6);
  }

  @Test
  void strings_are_ordered_by_code_point() {
    contexts(
        "{\"a\":\"Z\"}", "{\"a\":\"a\"}", "{\"a\":\"é\"}", "{\"a\":\"\uFF5E\"}", "{\"a\":\"😀\"}");
    finds(compare("context.a", Operator.LESS, "a"), 1);
    finds(compare("context.a", Operator.GREATER, "z"), 3, 4, 5);
    finds(compare("context.a", Operator.GREATER, "\uFF5E"), 5);
    finds(compare("context.a", Operator.LESS, "😀"), 1, 2, 3, 4);
    finds(equal("context.a", "e\u0301"));
  }

  @Test
  void paths_lead_through_objects_only() {
    contexts(
        "{\"a\":{\"b\":{\"c-1\":1}}}",
        "{\"a\":[{\"b\":1}]}",
        "{\"a\":\"{\\\"b\\\":1}\"}",
        "{\"a.b\":1}",
        "{\"a\":{\"b\":null}}");
    finds(new Filter.Exists(StatePath.parse("context.a.b")), 1, 5);
    finds(equal("context.a.b.c-1", 1), 1);
    finds(equal("context.a.b", JsonNull.NULL), 5);
  }

  @Test
  void step_data_is_filtered_as_the_context_is() {
    states(
        State.initial().with(State.STEP_DATA, JsonObject.of("review", JsonObject.of("ok", true))),
        State.initial().with(State.STEP_DATA, JsonObject.of("review", "none")));
    finds(equal("stepData.review.ok", true), 1);
    finds(equal("stepData.review", "none"), 2);
  }

  @Test
  void containment_of_elements_and_members() {
    contexts(
        "{\"a\":[1,\"x\",null]}",
        "{\"a\":[[1],{\"k\":1,\"l\":2}]}",
        "{\"a\":{\"k\":{\"m\":1,\"n\":[1,2]}}}",
        "{\"a\":\"x\"}",
        "{}");
    finds(contains("1"), 1);
    finds(contains("\"x\""), 1, 4);
    finds(contains("null"), 1);
    finds(contains("[1]"), 1);
    finds(contains("[\"x\",1,1]"), 1);
    finds(contains("[[1]]"), 2);
    finds(contains("[{\"k\":1}]"), 2);
    finds(contains("{\"k\":1}"));
    finds(contains("{\"k\":{\"m\":1}}"), 3);
    finds(contains("{\"k\":{\"n\":[2]}}"), 3);
    finds(contains("{\"k\":{\"n\":2}}"));
    finds(contains("{}"), 3);
    finds(contains("[]"), 1, 2);
    finds(contains("\"1\""));
  }
}
