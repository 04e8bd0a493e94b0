package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Reason;
import dev.cairn.SchemaLanguage;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State schemas; skipped where nothing on the class path checks them. */
abstract class SchemaContract extends CairnTopic {

  @BeforeEach
  void needsALanguage() {
    assumeTrue(
        ServiceLoader.load(SchemaLanguage.class).findFirst().isPresent(),
        "no SchemaLanguage is on the class path");
    var schema =
        Json.parse(
            "{\"type\":\"object\",\"required\":[\"title\"],"
                + "\"properties\":{\"title\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}}}");
    cairn
        .definitions()
        .register(Definition.parse(JsonObject.of("id", "strict", "stateSchema", schema)));
  }

  @Test
  void what_fits_is_made_and_changed() {
    assertThat(commit(strict(), merge("n", 1)).version()).isEqualTo(2);
  }

  @Test
  void what_must_have_a_title_can_be_deleted() {
    var made = strict();
    workflows().delete(made.id());
    assertThat(workflows().exists(made.id())).isFalse();
  }

  @Test
  void what_does_not_fit_is_not_made() {
    assertThatThrownBy(() -> workflows().create(NewInstance.of("strict")))
        .isInstanceOfSatisfying(
            CairnException.Refused.class,
            it -> assertThat(it.code()).isEqualTo("schema_violation"));
  }

  @Test
  void every_violation_is_named() {
    var reasons =
        refuses(
            strict(),
            list(merge("title", 1, "n", "one")),
            Reason.Code.SCHEMA_VIOLATION,
            Reason.Code.SCHEMA_VIOLATION);
    assertThat(reasons)
        .extracting(reason -> reason.id().orElse("-"))
        .containsExactlyInAnyOrder("/title", "/n");
  }

  @Test
  void only_the_result_of_a_commit_must_fit() {
    var made = strict();
    var after = commit(made, merge("title", null), merge("title", "again"));
    assertThat(after.context()).isEqualTo(JsonObject.of("title", "again"));
  }

  @Test
  void a_schema_that_is_none_is_not_registered() {
    var schema = JsonObject.of("type", "nothing");
    assertThatThrownBy(() ->
            cairn
                .definitions()
                .register(Definition.parse(JsonObject.of("id", "bad", "stateSchema", schema))))
        .isInstanceOf(CairnException.Invalid.class);
    assertThat(cairn.definitions().find("bad")).isEmpty();
  }

  private Instance strict() {
    return workflows().create(NewInstance.of("strict").context(JsonObject.of("title", "a")));
  }
}
