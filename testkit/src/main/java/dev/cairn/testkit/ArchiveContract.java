package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying, snapshots, and moving whole instances between stores. */
abstract class ArchiveContract extends CairnTopic {

  @Test
  void whole_instances_verify() {
    var busy = busy();
    workflows().delete(create().id());
    var verified = cairn.archive().verify(busy.id());
    assertThat(verified).isEqualTo(new Verification(busy.id(), busy.version(), Optional.empty()));
    var each = new ArrayList<Verification>();
    var summary = cairn.archive().verifyAll(each::add);
    assertThat(summary.isOk()).isTrue();
    assertThat(summary.instances()).isEqualTo(2);
    assertThat(summary.versions()).isEqualTo(busy.version() + 2);
    assertThat(each).hasSize(2).allMatch(Verification::isOk);
  }

  @Test
  void what_is_not_there_is_not_verified() {
    assertThatThrownBy(() -> cairn.archive().verify(id(1)))
        .isInstanceOf(CairnException.NotFound.class);
    assertThat(cairn.archive().verifyAll(each -> {}).instances()).isZero();
  }

  @Test
  void a_snapshot_brings_its_state_back() {
    var made = create("a", 1);
    var bytes = cairn.archive().snapshot(made.id());
    commit(made, merge("a", 2));
    var back = cairn.archive().restoreSnapshot(made.id(), bytes);
    assertThat(back.version()).isEqualTo(3);
    assertThat(back.checksum()).isEqualTo(made.checksum());
    assertThat(get(made.id())).isEqualTo(back);
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "{}", "[]", "null", "{\"format\":\"cairn-snapshot\"}"})
  void what_is_no_snapshot_is_refused(String text) {
    var made = create("a", 1);
    assertThatThrownBy(
            () -> cairn.archive().restoreSnapshot(made.id(), text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CairnException.Invalid.class);
    assertThat(get(made.id())).isEqualTo(made);
  }

  @Test
  void a_damaged_snapshot_is_refused_wherever_the_damage_is() {
    var made = create("a", "some text that is long enough");
    var bytes = cairn.archive().snapshot(made.id());
    for (int at = 0; at < bytes.length; at += 3) {
      var damaged = bytes.clone();
      damaged[at] ^= 1;
      assertThatThrownBy(() -> cairn.archive().restoreSnapshot(made.id(), damaged))
          .as("byte %s of %s", at, new String(damaged, StandardCharsets.UTF_8))
          .isInstanceOf(CairnException.Invalid.class);
    }
    assertThatThrownBy(() ->
            cairn.archive().restoreSnapshot(made.id(), Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(CairnException.Invalid.class);
    assertThat(get(made.id())).isEqualTo(made);
  }

  @Test
  void a_snapshot_of_another_instance_is_refused() {
    var made = create("a", 1);
    var other = create("a", 1);
    var bytes = cairn.archive().snapshot(other.id());
    assertThatThrownBy(() -> cairn.archive().restoreSnapshot(made.id(), bytes))
        .isInstanceOf(CairnException.Invalid.class);
    assertThat(get(made.id())).isEqualTo(made);
  }

  @Test
  void instances_move_to_another_store_byte_by_byte() {
    var busy = busy();
    var plain = create("é", "😀", "n", new java.math.BigDecimal("12345678901234567890.123"));
    var gone = create("a", 1);
    workflows().delete(gone.id());
    var pruned = busy();
    cairn.archive().prune(pruned.id(), 4);
    var ids = List.of(busy.id(), plain.id(), gone.id(), pruned.id());
    var lines = export(cairn, ids);
    inAnother(other -> {
      assertThat(other.archive().importFrom(new ByteArrayInputStream(lines))).isEqualTo(ids);
      assertThat(export(other, ids)).isEqualTo(lines);
      for (var instance : List.of(busy, plain, pruned)) {
        assertThat(other.workflows().get(instance.id()).toJson()).isEqualTo(instance.toJson());
        assertThat(receipts(other, instance.id())).isEqualTo(receipts(cairn, instance.id()));
        assertThat(other.history().checkpoints(instance.id()))
            .isEqualTo(history().checkpoints(instance.id()));
      }
      for (long version = 1; version <= busy.version(); version++) {
        assertThat(other.history().at(busy.id(), version))
            .isEqualTo(history().at(busy.id(), version));
      }
      assertThat(other.workflows().exists(gone.id())).isFalse();
      assertThat(other.archive().verifyAll(each -> {}).broken()).isZero();
    });
  }

  @Test
  void what_was_imported_goes_on_and_is_found() {
    var made = create("a", 1);
    var lines = export(cairn, List.of(made.id()));
    inAnother(other -> {
      other.archive().importFrom(new ByteArrayInputStream(lines));
      var everything = dev.cairn.Query.of(dev.cairn.Filter.everything());
      assertThat(other.workflows().query(everything).items()).containsExactly(made);
      other.workflows().commit(Commit.to(made).with(merge("a", 2))).orThrow();
      assertThat(other.workflows().get(made.id()).version()).isEqualTo(2);
    });
  }

  @Test
  void an_id_that_is_taken_is_not_imported() {
    var made = create("a", 1);
    var lines = export(cairn, List.of(made.id()));
    assertThatThrownBy(() -> cairn.archive().importFrom(new ByteArrayInputStream(lines)))
        .isInstanceOf(CairnException.AlreadyExists.class);
    assertThat(get(made.id())).isEqualTo(made);
  }

  @Test
  void what_was_tampered_with_is_not_imported() {
    var made = create("price", 1111);
    var lines = new String(export(cairn, List.of(made.id())), StandardCharsets.UTF_8);
    var forged = lines.replace("1111", "2222").getBytes(StandardCharsets.UTF_8);
    inAnother(other -> {
      assertThatThrownBy(() -> other.archive().importFrom(new ByteArrayInputStream(forged)))
          .isInstanceOf(CairnException.class);
      assertThat(other.workflows().exists(made.id())).isFalse();
    });
  }

  private void inAnother(Consumer<Cairn> test) {
    try (var other = home().open(options())) {
      test.accept(other);
    }
  }

  private static byte[] export(Cairn from, List<InstanceId> ids) {
    var out = new ByteArrayOutputStream();
    from.archive().exportTo(out, ids);
    return out.toByteArray();
  }

  private Instance busy() {
    var made = in(Status.RUNNING);
    workflows().commit(Commit.to(made.id()).key("k").because("é").with(merge("a", 1))).orThrow();
    history().checkpoint(made.id(), "c");
    for (int i = 0; i < 30; i++) {
      commit(made, merge("n", i, "text", "x".repeat(i)));
    }
    cairn.as("leo").workflows().pause(made.id(), Optional.empty()).orThrow();
    return get(made.id());
  }
}
