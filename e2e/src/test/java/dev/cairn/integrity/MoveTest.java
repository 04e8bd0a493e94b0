package dev.cairn.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.crash.Postgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole instances move between the two databases. */
class MoveTest {
  private static final int DAMAGES = 200;

  @TempDir Path folder;

  @Test
  void instances_move_to_the_other_database_and_back_byte_by_byte() throws Exception {
    try (var first = Cairn.open(file("first"));
        var second = Cairn.open(Postgres.freshDatabase());
        var third = Cairn.open(file("third"))) {
      Specimens.fill(first);
      move(first, second);
      move(second, third);
      third.workflows().start(Specimens.FORK).orThrow();
      assertThat(third.archive().verifyAll(each -> {}).isOk()).isTrue();
    }
  }

  private static void move(Cairn from, Cairn to) {
    // Deleted ones move as well: their ids stay taken, and their receipts stay proof.
    var bytes = export(from);
    assertThat(to.archive().importFrom(new ByteArrayInputStream(bytes))).isEqualTo(exported());
    assertThat(to.archive().verifyAll(each -> {}).isOk()).isTrue();
    assertThat(export(to)).isEqualTo(bytes);
    for (var id : exported()) {
      same(from, to, id);
    }
    assertThat(to.workflows().count(Filter.everything()))
        .isEqualTo(from.workflows().count(Filter.everything()));
  }

  private static void same(Cairn from, Cairn to, InstanceId id) {
    assertThat(to.history().receipts(id, 1, 1_000))
        .isEqualTo(from.history().receipts(id, 1, 1_000));
    for (var receipt : from.history().receipts(id, 1, 1_000)) {
      assertThat(state(to, id, receipt.version())).isEqualTo(state(from, id, receipt.version()));
    }
  }

  /** The canonical form of a version, or why there is none. */
  private static String state(Cairn cairn, InstanceId id, long version) {
    try {
      return cairn.history().at(id, version).toJson().canonical();
    } catch (CairnException.Gone | CairnException.NotFound notShown) {
      return notShown.code();
    }
  }

  @Test
  void a_damaged_export_is_refused_and_nothing_is_kept() {
    var whole = exportedAlone();
    var random = new SplittableRandom(1);
    try (var target = Cairn.open(file("target"))) {
      for (int i = 0; i < DAMAGES; i++) {
        refuses(target, flipped(whole, random.nextInt(whole.length)));
      }
      assertThat(target.archive().importFrom(new ByteArrayInputStream(whole))).hasSize(1);
    }
  }

  @Test
  void a_truncated_export_is_refused_and_nothing_is_kept() {
    var whole = exportedAlone();
    try (var target = Cairn.open(file("target"))) {
      for (int part = 0; part < 50; part++) {
        refuses(target, Arrays.copyOf(whole, whole.length * part / 50));
      }
    }
  }

  @Test
  void what_is_no_export_is_refused() {
    try (var target = Cairn.open(file("target"))) {
      for (var text : List.of("", "\n", "{}", "PK\u0003\u0004", "{\"type\":\"receipt\"}")) {
        refuses(target, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void refuses(Cairn target, byte[] bytes) {
    assertThatThrownBy(() -> target.archive().importFrom(new ByteArrayInputStream(bytes)))
        .isInstanceOf(CairnException.class);
    assertThat(target.archive().verifyAll(each -> {}).instances()).isZero();
    assertThat(target.definitions().list()).isEmpty();
  }

  private byte[] exportedAlone() {
    try (var source = Cairn.open(file("source"))) {
      Specimens.fill(source);
      var out = new ByteArrayOutputStream();
      source.archive().exportTo(out, List.of(Specimens.RICH));
      return out.toByteArray();
    }
  }

  private static byte[] flipped(byte[] whole, int at) {
    var bytes = whole.clone();
    bytes[at] ^= 1;
    return bytes;
  }

  private static List<InstanceId> exported() {
    return Specimens.all().stream().filter(id -> !id.equals(Specimens.PURGED)).toList();
  }

  private static byte[] export(Cairn cairn) {
    var out = new ByteArrayOutputStream();
    cairn.archive().exportTo(out, exported());
    return out.toByteArray();
  }

  private String file(String name) {
    return "sqlite:" + folder.resolve(name + ".db");
  }
}
