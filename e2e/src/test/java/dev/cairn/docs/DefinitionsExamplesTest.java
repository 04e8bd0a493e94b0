package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CommitResult;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.json.Json;
import org.junit.jupiter.api.Test;

class DefinitionsExamplesTest extends Examples {
  private static final String FIRST =
      """
      {"id": "create-prd", "version": 1, "name": "Create a PRD",
       "steps": [{"id": "draft"}, {"id": "review", "kind": "approval"}],
       "indexes": ["context.customer.tier"],
       "stateSchema": {"type": "object", "required": ["title"],
                       "properties": {"title": {"type": "string"}}}}
      """;

  @Test
  void registering() {
    var cairn = cairn();
    var json = FIRST;
    // docs:register
    var definition = cairn.definitions().register(Definition.parse(Json.parse(json)));
    // end
    assertThat(definition.steps()).extracting("id").containsExactly("draft", "review");
  }

  @Test
  void violating() {
    var cairn = cairn();
    cairn.definitions().register(Definition.parse(Json.parse(FIRST)));
    var request = NewInstance.of("create-prd").context(object("{'title':'Checkout'}"));
    var id = cairn.workflows().create(request).id();
    String refused = "";
    // docs:violation
    var result = cairn.workflows().update(id, context -> context.asObject().without("title"));
    if (result instanceof CommitResult.Rejected rejected) {
      refused = rejected.reasons().getFirst().code() + ": " + rejected.reasons();
    }
    // end
    assertThat(refused).startsWith("schema_violation");
  }

  @Test
  void migrating() {
    var cairn = cairn();
    cairn.definitions().register(Definition.parse(Json.parse(FIRST)));
    var request = NewInstance.of("create-prd").context(object("{'title':'Checkout'}"));
    var id = cairn.workflows().create(request).id();
    // docs:migrate
    cairn
        .definitions()
        .register(
            Definition.parse(
                Json.parse(
                    """
                    {"id": "create-prd", "version": 2, "schemaVersion": 2,
                     "steps": [{"id": "draft"}, {"id": "review", "kind": "approval"}],
                     "stateSchema": {"type": "object", "required": ["headline"]}}
                    """)));
    cairn
        .definitions()
        .migration(
            "create-prd",
            1,
            context -> {
              var old = context.asObject();
              return old.without("title").with("headline", old.require("title"));
            });
    var report = cairn.definitions().dryRun("create-prd");
    if (report.failures().isEmpty()) {
      cairn.definitions().migrate("create-prd");
    }
    // end
    assertThat(report.migrated()).isEqualTo(1);
    assertThat(cairn.workflows().get(id).context()).isEqualTo(object("{'headline':'Checkout'}"));
    assertThat(cairn.history().at(id, 1).context()).isEqualTo(object("{'title':'Checkout'}"));
  }
}
