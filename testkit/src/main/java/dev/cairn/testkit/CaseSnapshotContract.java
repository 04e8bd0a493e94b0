package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.cases.CaseState;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking a state out of the store, and putting it back. */
abstract class CaseSnapshotContract extends FacadeTopic {
  CaseState state;

  @BeforeEach
  void begin() {
    state =
        CaseState.create(cairn, NewInstance.of(DEFINITION).context(JsonObject.of("n", 1)))
            .enterScope("s", "root")
            .addToken("t", Token.in("s"))
            .incrementStepCount()
            .commit()
            .orThrow();
  }

  @Test
  void a_snapshot_brings_the_state_back_as_a_new_version() {
    var snapshot = state.snapshot();
    tick();
    state.setContext(JsonObject.of("m", 2)).removeToken("t").exitScope("s").commit().orThrow();
    var restored = CaseState.restore(cairn, state.id(), snapshot);
    assertThat(restored.version()).isEqualTo(4);
    assertThat(restored.checksum()).isEqualTo(state.checksum());
    assertThat(restored.context()).isEqualTo(state.context());
    assertThat(restored.tokens()).isEqualTo(state.tokens());
    assertThat(restored.metadata().stepCount()).isEqualTo(1);
    assertThat(CaseState.open(cairn, state.id())).isEqualTo(restored);
    assertThat(cairn.archive().verify(state.id()).isOk()).isTrue();
  }

  @Test
  void a_buffer_is_no_part_of_a_snapshot() {
    var buffered = state.setContext(JsonObject.of("secret", true)).removeToken("t");
    assertThat(buffered.snapshot()).isEqualTo(state.snapshot());
    assertThat(new String(buffered.snapshot(), StandardCharsets.UTF_8)).doesNotContain("secret");
    assertThat(CaseState.restore(cairn, state.id(), buffered.snapshot()).buffered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "garbage", "null", "[]", "{}", "{\"format\":\"other\"}", "\u0000", "{\"a\":1"})
  void garbage_is_refused(String garbage) {
    refused("not_a_snapshot", garbage.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String code, byte[] snapshot) {
    assertThatThrownBy(() -> CaseState.restore(cairn, state.id(), snapshot))
        .isInstanceOfSatisfying(
            CairnException.Invalid.class, it -> assertThat(it.code()).isEqualTo(code));
    assertThat(CaseState.open(cairn, state.id())).isEqualTo(state);
  }

  @Test
  void a_snapshot_with_any_byte_changed_is_refused() {
    var snapshot = state.snapshot();
    for (int i = 0; i < snapshot.length; i++) {
      var damaged = snapshot.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> CaseState.restore(cairn, state.id(), damaged))
          .as("byte %d", i)
          .isInstanceOf(CairnException.Invalid.class);
    }
    assertThat(CaseState.open(cairn, state.id())).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"formatVersion", "hash", "state", "instanceId", "workflowId", "version"})
  void a_snapshot_that_lacks_a_member_is_refused(String member) {
    var json = snapshot().without(member);
    assertThatThrownBy(() -> CaseState.restore(cairn, state.id(), signed(json, member)))
        .isInstanceOf(CairnException.Invalid.class);
    assertThat(CaseState.open(cairn, state.id())).isEqualTo(state);
  }

  private JsonObject snapshot() {
    return Json.parse(state.snapshot()).asObject();
  }

  private static byte[] signed(JsonObject json) {
    var body = json.without("hash");
    return body.with("hash", Json.of(body.hash().hex())).canonicalBytes();
  }

  private static byte[] signed(JsonObject json, String lacking) {
    return lacking.equals("hash") ? json.canonicalBytes() : signed(json);
  }

  @Test
  void a_snapshot_of_a_later_format_is_refused() {
    refused("snapshot_format", signed(snapshot().with("formatVersion", Json.of(2))));
  }

  @Test
  void a_snapshot_of_another_case_is_refused() {
    var other = CaseState.create(cairn, NewInstance.of(DEFINITION));
    refused("snapshot_of_another", other.snapshot());
    cairn.definitions().register(Definition.named("another"));
    refused("snapshot_of_another", signed(snapshot().with("workflowId", Json.of("another"))));
  }

  @Test
  void a_snapshot_of_a_schema_yet_to_come_is_refused() {
    var newer = snapshot().require("state").asObject().with("schemaVersion", Json.of(2));
    var checksum = Json.of(new State(newer).checksum().hex());
    refused("snapshot_schema", signed(snapshot().with("state", newer).with("checksum", checksum)));
  }

  @Test
  void a_snapshot_whose_state_is_not_that_of_its_checksum_is_refused() {
    var other = snapshot().require("state").asObject().with("currentStep", Json.of(7));
    refused("snapshot_damaged", signed(snapshot().with("state", other)));
  }

  @Test
  void a_case_that_has_ended_is_not_restored() {
    var snapshot = state.snapshot();
    var ended = state.transition(Status.RUNNING).transition(Status.COMPLETED).commit().orThrow();
    assertThatThrownBy(() -> CaseState.restore(cairn, state.id(), snapshot))
        .isInstanceOf(CairnException.Refused.class);
    assertThat(CaseState.open(cairn, state.id())).isEqualTo(ended);
    assertThatThrownBy(() -> CaseState.restore(cairn, NOBODY, snapshot))
        .isInstanceOf(CairnException.NotFound.class);
  }
}
