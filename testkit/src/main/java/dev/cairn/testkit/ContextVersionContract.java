package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.context.ContextPersistence;
import dev.cairn.context.ContextVersion;
import dev.cairn.context.WorkflowContext;
import dev.cairn.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of contexts: each stays as it was saved. */
abstract class ContextVersionContract extends FacadeTopic {
  ContextPersistence contexts;

  @BeforeEach
  void begin() {
    contexts = ContextPersistence.over(cairn);
  }

  private List<WorkflowContext> history(WorkflowContext first, int versions) {
    var saved = new ArrayList<>(List.of(contexts.save(first)));
    while (saved.size() < versions) {
      tick();
      saved.add(contexts.save(saved.getLast().with("n", Json.of(saved.size()))));
    }
    return saved;
  }

  @Test
  void every_version_stays_as_it_was_saved() {
    var saved = history(WorkflowContext.of(DEFINITION).epic(1), 12);
    var id = saved.getFirst().id();
    for (var version : saved) {
      assertThat(contexts.version(id, version.version())).isEqualTo(version);
    }
    assertThat(contexts.countVersions(id)).isEqualTo(12);
  }

  @Test
  void versions_are_listed_in_pages() {
    var id = history(WorkflowContext.of(DEFINITION), 5).getFirst().id();
    var page = contexts.versions(id, VersionQuery.all().limit(3));
    assertThat(page.items()).extracting(VersionEntry::version).containsExactly(1L, 2L, 3L);
    assertThat(contexts.versions(id, VersionQuery.all().limit(3).after(3)).items())
        .extracting(VersionEntry::version)
        .containsExactly(4L, 5L);
    assertThat(contexts.versions(id, VersionQuery.all().newestFirst().limit(1)).items())
        .extracting(VersionEntry::version)
        .containsExactly(5L);
  }

  @Test
  void an_old_version_that_is_saved_is_a_conflict() {
    var saved = history(WorkflowContext.of(DEFINITION), 3);
    var old = contexts.version(saved.getFirst().id(), 1);
    assertThat(conflict(refusal(() -> contexts.save(old))).conflicts()).containsExactly("/n");
    assertThat(contexts.countVersions(old.id())).isEqualTo(3);
  }

  @Test
  void a_version_that_is_not_there_is_not_found() {
    var id = history(WorkflowContext.of(DEFINITION), 2).getFirst().id();
    for (long number : List.of(3L, 0L, -1L)) {
      assertThatThrownBy(() -> contexts.version(id, number))
          .isInstanceOf(CairnException.NotFound.class);
    }
    assertThatThrownBy(() -> contexts.version(NOBODY, 1))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> contexts.countVersions(NOBODY))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void a_version_that_was_pruned_says_so() {
    var id = history(WorkflowContext.of(DEFINITION), 4).getFirst().id();
    cairn.archive().prune(id, 3);
    assertThatThrownBy(() -> contexts.version(id, 1)).isInstanceOf(CairnException.Gone.class);
    assertThat(contexts.version(id, 3).version()).isEqualTo(3);
  }

  @Test
  void the_versions_of_a_story_are_those_of_all_its_contexts() {
    var one = history(WorkflowContext.of(DEFINITION).epic(1).story(2), 3).getFirst();
    var two = history(WorkflowContext.of(DEFINITION).epic(1).story(2), 2).getFirst();
    history(WorkflowContext.of(DEFINITION).epic(1).story(3), 2);
    history(WorkflowContext.of(DEFINITION).epic(1), 2);
    var versions = contexts.versions(1, 2);
    assertThat(versions).extracting(ContextVersion::id).containsOnly(one.id(), two.id()).hasSize(5);
    assertThat(versions).extracting(it -> it.entry().committedAt()).isSorted();
    assertThat(versions.stream().filter(it -> it.id().equals(one.id())))
        .extracting(it -> it.entry().version())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_story_of_many_contexts_is_listed_whole() {
    var batch = new ArrayList<WorkflowContext>();
    for (int i = 0; i < 60; i++) {
      batch.add(WorkflowContext.of(DEFINITION).epic(1).story(2));
    }
    contexts.saveAll(batch).orThrow();
    contexts.saveAll(batch).orThrow();
    assertThat(contexts.versions(1, 2)).hasSize(120).doesNotHaveDuplicates();
  }
}
