package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Diff;
import dev.cairn.Event;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Mutation.*;
import dev.cairn.Status;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonPointer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading what was. */
abstract class HistoryContract extends CairnTopic {

  @Test
  void every_version_is_as_it_was() {
    var versions = versions(50);
    for (var then : versions) {
      assertThat(history().at(then.id(), then.version())).isEqualTo(then);
    }
  }

  @Test
  void versions_that_are_not_there_are_not_found() {
    var made = create();
    assertThatThrownBy(() -> history().at(made.id(), 2))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> history().at(made.id(), 0))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> history().at(id(1), 1)).isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> history().receipt(made.id(), 2))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void a_time_finds_the_version_that_was_current() {
    var versions = versions(20);
    var made = versions.getFirst();
    assertThat(history().asOf(made.id(), made.updatedAt().minusNanos(1_000))).isEmpty();
    for (var then : versions) {
      assertThat(history().asOf(made.id(), then.updatedAt())).contains(then);
      assertThat(history().asOf(made.id(), then.updatedAt().plusMillis(999))).contains(then);
    }
    assertThat(history().asOf(made.id(), Instant.MAX.minusSeconds(1))).contains(versions.getLast());
  }

  @Test
  void of_several_versions_at_one_time_the_last_counts() {
    var made = create("n", 1);
    commit(made, merge("n", 2));
    var last = commit(made, merge("n", 3));
    assertThat(history().asOf(made.id(), clock.instant())).contains(last);
  }

  @Test
  void versions_are_listed_page_by_page() {
    var made = versions(25).getFirst();
    var seen = new ArrayList<Long>();
    var query = VersionQuery.all().limit(10);
    var page = history().versions(made.id(), query);
    seen.addAll(page.items().stream().map(VersionEntry::version).toList());
    while (page.next().isPresent()) {
      page = history().versions(made.id(), query.after(Long.parseLong(page.next().get())));
      seen.addAll(page.items().stream().map(VersionEntry::version).toList());
    }
    assertThat(seen).hasSize(25).isSorted().startsWith(1L).endsWith(25L);
    assertThat(history().versions(made.id(), query.newestFirst()).items().getFirst().version())
        .isEqualTo(25);
    assertThat(history().count(made.id())).isEqualTo(25);
  }

  @Test
  void versions_are_found_by_actor_kind_and_time() {
    var made = create();
    clock.advance(Duration.ofSeconds(1));
    cairn.as("leo").workflows().start(made.id()).orThrow();
    var all = VersionQuery.all();
    assertThat(found(made, all.by("leo"))).containsExactly(2L);
    assertThat(found(made, all.kind(Kind.CREATE))).containsExactly(1L);
    assertThat(found(made, all.between(clock.instant(), clock.instant().plusSeconds(1))))
        .containsExactly(2L);
    assertThat(found(made, all.by("leo").kind(Kind.CREATE))).isEmpty();
  }

  private List<Long> found(Instance made, VersionQuery query) {
    return history().versions(made.id(), query).items().stream()
        .map(VersionEntry::version)
        .toList();
  }

  @Test
  void a_diff_leads_from_one_version_to_the_other_in_both_directions() {
    var made = create("title", "a", "gone", 1);
    commit(made, merge("title", "b", "gone", null, "new", 1));
    cairn.as("leo").workflows().start(made.id()).orThrow();
    for (var pair : new long[][] {{1, 3}, {3, 1}, {2, 3}, {1, 2}, {2, 2}}) {
      var from = history().at(made.id(), pair[0]).state().json();
      var to = history().at(made.id(), pair[1]).state().json();
      var diff = history().diff(made.id(), pair[0], pair[1]);
      assertThat(diff.patch().apply(from)).isEqualTo(to);
      for (var change : diff.changes()) {
        assertThat(from.at(change.path())).isEqualTo(change.before());
        assertThat(to.at(change.path())).isEqualTo(change.after());
      }
    }
    assertThat(history().diff(made.id(), 2, 2).changes()).isEmpty();
  }

  @Test
  void a_diff_says_who_changed_what() {
    var made = create("title", "a", "kept", 1);
    commit(made, merge("title", "b"));
    cairn.as("leo").workflows().start(made.id()).orThrow();
    var changes = history().diff(made.id(), 1, 3).changes();
    var title = at(changes, "/context/title");
    assertThat(title.version()).isEqualTo(2);
    assertThat(title.actor()).isEqualTo("mia");
    assertThat(title.before()).contains(Json.of("a"));
    assertThat(title.after()).contains(Json.of("b"));
    assertThat(at(changes, "/status").actor()).isEqualTo("leo");
    assertThat(changes).noneMatch(it -> it.path().toString().startsWith("/context/kept"));
  }

  private static Diff.Change at(List<Diff.Change> changes, String path) {
    return changes.stream()
        .filter(it -> it.path().toString().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_last_change_of_a_path_is_found() {
    var made = create("title", "a", "other", 1);
    commit(made, merge("title", "b"));
    commit(made, merge("other", 2));
    commit(made, merge("other", 3));
    commit(made, new SetContext(get(made.id()).context()));
    assertThat(lastChange(made, "/context/title")).contains(2L);
    assertThat(lastChange(made, "/context/other")).contains(4L);
    assertThat(lastChange(made, "/status")).contains(1L);
    assertThat(lastChange(made, "/context/never")).isEmpty();
    commit(made, merge("title", null));
    assertThat(lastChange(made, "/context/title")).contains(6L);
  }

  private Optional<Long> lastChange(Instance made, String path) {
    return history().lastChange(made.id(), JsonPointer.parse(path)).map(VersionEntry::version);
  }

  @Test
  void receipts_and_events_are_read_from_a_version_on() {
    var made = versions(10).getFirst();
    assertThat(history().receipts(made.id(), 4, 3))
        .extracting(it -> it.version())
        .containsExactly(4L, 5L, 6L);
    assertThat(history().receipts(made.id(), 11, 3)).isEmpty();
    assertThat(history().events(made.id(), 9, 10))
        .extracting(Event::version)
        .containsExactly(9L, 10L);
    assertThat(history().events(made.id(), 2, 1))
        .extracting(Event::type)
        .containsExactly("Updated");
  }

  @Test
  void the_audit_log_tells_the_whole_life() {
    var made = in(Status.RUNNING);
    workflows().pause(made.id(), Optional.empty()).orThrow();
    workflows().resume(made.id()).orThrow();
    commit(made, merge("a", 1));
    commit(made, new Transition(Status.COMPLETED));
    assertThat(history().events(made.id(), 1, 100))
        .extracting(Event::type)
        .containsExactly("Created", "Started", "Paused", "Resumed", "Updated", "Completed");
  }

  /** A history of so many versions, a second apart. */
  private List<Instance> versions(int count) {
    var versions = new ArrayList<Instance>();
    versions.add(create("n", 1, "text", "x".repeat(200)));
    while (versions.size() < count) {
      clock.advance(Duration.ofSeconds(1));
      versions.add(commit(versions.getFirst(), merge("n", versions.size() + 1)));
    }
    return versions;
  }
}
