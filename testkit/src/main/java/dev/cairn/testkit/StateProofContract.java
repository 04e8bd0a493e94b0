package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Diff;
import dev.cairn.InstanceId;
import dev.cairn.OnConflict;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import dev.cairn.state.WorkflowStateService;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checksums and the history of JSON state. */
abstract class StateProofContract extends FacadeTopic {
  WorkflowStateService states;
  InstanceId id;

  @BeforeEach
  void begin() {
    states = WorkflowStateService.over(cairn);
    id = created("n", 0);
  }

  private void set(String member, Json value) {
    states.update(id, it -> it.asObject().with(member, value), OnConflict.REJECT).orThrow();
  }

  @Test
  void a_checksum_is_that_of_the_state() {
    assertThat(states.checksum(id)).isEqualTo(states.get(id).orElseThrow().state().checksum());
    var before = states.checksum(id);
    set("n", Json.of(1));
    assertThat(states.checksum(id)).isNotEqualTo(before);
    set("n", Json.of(0));
    assertThat(states.checksum(id)).isEqualTo(before);
  }

  @Test
  void a_change_of_status_alone_changes_the_checksum() {
    var before = states.checksum(id);
    cairn.workflows().start(id).orThrow();
    assertThat(states.checksum(id)).isNotEqualTo(before);
  }

  @Test
  void equal_numbers_have_equal_checksums_and_no_digit_is_lost() {
    set("n", Json.parse("1.0"));
    var one = states.checksum(id);
    set("n", Json.parse("1"));
    assertThat(states.checksum(id)).isEqualTo(one);
    var exact = Json.parse("9007199254740993.00000000000000000000001");
    set("n", exact);
    assertThat(states.get(id).orElseThrow().context().require("n")).isEqualTo(exact);
  }

  @Test
  void verifying_looks_at_every_version() {
    for (int i = 1; i < 20; i++) {
      set("n", Json.of(i));
    }
    var verification = states.verifyChecksum(id);
    assertThat(verification.isOk()).isTrue();
    assertThat(verification.versions()).isEqualTo(20);
    assertThatThrownBy(() -> states.verifyChecksum(NOBODY))
        .isInstanceOf(CairnException.NotFound.class);
    assertThatThrownBy(() -> states.checksum(NOBODY)).isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void every_version_stays_and_its_checksum_is_in_the_list() {
    for (int i = 1; i < 10; i++) {
      set("n", Json.of(i));
    }
    var listed = states.versions(id, VersionQuery.all()).items();
    assertThat(listed)
        .extracting(VersionEntry::version)
        .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    for (var entry : listed) {
      var then = states.at(id, entry.version());
      assertThat(then.context()).isEqualTo(JsonObject.of("n", entry.version() - 1));
      assertThat(then.state().checksum()).isEqualTo(entry.checksum()).isEqualTo(then.checksum());
    }
    assertThatThrownBy(() -> states.at(id, 11)).isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void a_diff_says_what_changed() {
    set("n", Json.of(1));
    set("a", Json.of("x"));
    var diff = states.diff(id, 1, 3);
    assertThat(diff.changes())
        .extracting(Diff.Change::path)
        .containsExactlyInAnyOrder(
            JsonPointer.parse("/context/n"), JsonPointer.parse("/context/a"));
    assertThat(diff.patch().apply(states.at(id, 1).state().json()))
        .isEqualTo(states.at(id, 3).state().json());
  }
}
