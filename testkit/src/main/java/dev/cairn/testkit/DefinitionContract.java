package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Definitions.MigrationReport;
import dev.cairn.Kind;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The registry, and states that follow its schema versions. */
abstract class DefinitionContract extends CairnTopic {

  @Test
  void an_unknown_definition_makes_no_instance() {
    assertThatThrownBy(() -> workflows().create(NewInstance.of("unknown").id(id(1))))
        .isInstanceOf(CairnException.NotFound.class);
    assertThat(workflows().exists(id(1))).isFalse();
  }

  @Test
  void ids_are_looked_up_without_regard_to_case() {
    assertThat(cairn.definitions().find("CREATE-PRD")).isPresent();
    assertThat(cairn.definitions().find("unknown")).isEmpty();
    var made = workflows().create(NewInstance.of("Create-Prd"));
    assertThat(made.definitionId()).isEqualTo(DEFINITION);
  }

  @Test
  void an_instance_keeps_the_version_it_began_with() {
    var old = create();
    cairn.definitions().register(version(DEFINITION, 2, 1));
    assertThat(create().origin().definitionVersion()).isEqualTo(2);
    assertThat(get(old.id()).origin().definitionVersion()).isEqualTo(1);
    assertThat(workflows().create(wanted().definitionVersion(1)).origin().definitionVersion())
        .isEqualTo(1);
    assertThat(commit(old, new dev.cairn.Mutation.MoveTo("publish")).currentStep()).isEqualTo(3);
  }

  @Test
  void the_same_again_is_no_change_and_another_is_refused() {
    var one = version("billing", 1, 1);
    assertThat(cairn.definitions().register(one)).isEqualTo(one);
    assertThat(cairn.definitions().register(one)).isEqualTo(one);
    assertThatThrownBy(() -> cairn.definitions().register(version("billing", 1, 7)))
        .isInstanceOf(CairnException.AlreadyExists.class);
    reopen();
    assertThat(cairn.definitions().find("billing", 1)).contains(one);
  }

  @Test
  void what_is_deprecated_begins_no_more_and_goes_on() {
    var old = create();
    cairn.definitions().deprecate(DEFINITION, 1);
    assertThat(cairn.definitions().find(DEFINITION)).isEmpty();
    assertThat(cairn.definitions().find(DEFINITION, 1)).isPresent();
    assertThatThrownBy(this::create).isInstanceOf(CairnException.NotFound.class);
    assertThat(commit(old, merge("a", 1)).version()).isEqualTo(2);
  }

  @Test
  void a_state_that_is_behind_is_migrated_with_the_next_commit() {
    var old = create("name", "a");
    cairn.definitions().register(version(DEFINITION, 2, 2));
    migration();
    var after = commit(old, merge("n", 1));
    assertThat(after.context()).isEqualTo(JsonObject.of("title", "a", "n", 1));
    assertThat(after.state().schemaVersion()).isEqualTo(2);
    assertThat(after.version()).isEqualTo(3);
    assertThat(history().receipt(old.id(), 2).kind()).isEqualTo(Kind.MIGRATE);
    assertThat(history().at(old.id(), 1)).isEqualTo(old);
    assertThat(commit(old).version()).isEqualTo(4);
    assertThat(cairn.archive().verify(old.id()).firstBreak()).isEmpty();
  }

  @Test
  void living_instances_are_migrated_at_once_after_a_dry_run() {
    var old = create("name", "a");
    var ended = in(Status.COMPLETED);
    cairn.definitions().register(version(DEFINITION, 2, 2));
    migration();
    var fresh = create("title", "b");
    assertThat(cairn.definitions().dryRun(DEFINITION).migrated()).isEqualTo(1);
    assertThat(get(old.id())).isEqualTo(old);
    var report = cairn.definitions().migrate(DEFINITION);
    assertThat(report.migrated()).isEqualTo(1);
    assertThat(report.failures()).isEmpty();
    assertThat(get(old.id()).context()).isEqualTo(JsonObject.of("title", "a"));
    assertThat(get(old.id()).version()).isEqualTo(2);
    assertThat(get(ended.id())).isEqualTo(ended);
    assertThat(get(fresh.id())).isEqualTo(fresh);
    assertThat(cairn.definitions().migrate(DEFINITION))
        .extracting(MigrationReport::migrated)
        .isEqualTo(0L);
  }

  @Test
  void a_migration_that_fails_is_reported_and_leaves_its_instance() {
    var old = create("name", "a");
    cairn.definitions().register(version(DEFINITION, 2, 2));
    cairn
        .definitions()
        .migration(
            DEFINITION,
            1,
            context -> {
              throw new IllegalStateException("boom");
            });
    var report = cairn.definitions().migrate(DEFINITION);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.failures().getFirst().id()).isEqualTo(old.id());
    assertThat(get(old.id())).isEqualTo(old);
    rejected(workflows().commit(Commit.to(old.id()).with(merge("n", 1))));
    assertThat(get(old.id())).isEqualTo(old);
  }

  private void migration() {
    cairn
        .definitions()
        .migration(
            DEFINITION,
            1,
            context -> {
              var name = context.asObject().get("name");
              return context
                  .asObject()
                  .without("name")
                  .with("title", name.orElse(Json.of("untitled")));
            });
  }

  private static Definition version(String id, int version, int schemaVersion) {
    return Definition.parse(
        JsonObject.of("id", id, "version", version, "schemaVersion", schemaVersion));
  }
}
