package dev.cairn.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every cell of every row is changed in turn, and verify names the instance that it belongs to. */
abstract class FlipContract {
  /** Columns that prove nothing, and why. */
  private static final Map<String, String> UNCOVERED =
      Map.ofEntries(
          Map.entry("instance.lane", "follows from the id; the row is found by it or not at all"),
          Map.entry("revision.lane", "as above"),
          Map.entry("snapshot.lane", "as above"),
          Map.entry("checkpoint.lane", "as above"),
          Map.entry("document.lane", "as above"),
          Map.entry("revision.position", "the order of the feed, which no receipt holds"),
          Map.entry("instance.fence", "who may write next, not what was committed"),
          Map.entry("snapshot.instance_id", "as if the snapshot were gone, which may be rebuilt"),
          Map.entry("checkpoint.instance_id", "the name of a version, gone or of another"));

  /** When to take the next snapshot: pruning removes what it was counted from. */
  private static final Set<String> ACCOUNTS = Set.of("snapshot_version", "delta_bytes");

  /** How it began was in the body of its first version. */
  private static final Set<String> ORIGIN =
      Set.of(
          "definition_id",
          "definition_version",
          "owner_id",
          "created_at",
          "parent_id",
          "forked_from_id",
          "forked_from_version");

  abstract String url() throws Exception;

  abstract Connection connect(String url) throws SQLException;

  @Test
  void a_changed_cell_is_found_and_its_instance_is_named() throws Exception {
    var url = url();
    try (var cairn = Cairn.open(url);
        var connection = connect(url)) {
      Specimens.fill(cairn);
      assertThat(cairn.workflows().count(Filter.everything())).isEqualTo(4);
      assertThat(broken(cairn)).isEmpty();
      var missed = new ArrayList<String>();
      var cells = new Cells(connection);
      int flips = 0;
      for (var table : Cells.KEYS.keySet()) {
        for (var row : cells.rows(table)) {
          flips += flipAll(cairn, cells, row, missed);
        }
      }
      System.out.println(flips + " changes, not found: " + missed.size());
      assertThat(missed).isEmpty();
      assertThat(flips).isGreaterThan(600);
      assertThat(broken(cairn)).isEmpty();
    }
  }

  @Test
  void a_changed_state_is_never_read() throws Exception {
    var url = url();
    try (var cairn = Cairn.open(url);
        var connection = connect(url)) {
      Specimens.fill(cairn);
      var cells = new Cells(connection);
      for (var row : cells.rows("revision")) {
        if (row.instance().equals(Specimens.LONG)) {
          var mutations = String.valueOf(row.values().get("mutations"));
          cells.write(row, "mutations", mutations, mutations.replaceAll("\"n\":\\d+", "\"n\":77"));
        }
      }
    }
    // A kernel that has nothing in memory.
    try (var cairn = Cairn.open(url)) {
      assertThatThrownBy(() -> cairn.history().at(Specimens.LONG, 7))
          .isInstanceOf(CairnException.Integrity.class)
          .hasMessageContaining(Specimens.LONG.toString())
          .hasMessageContaining("version 7");
      assertThat(cairn.history().at(Specimens.RICH, 2).version()).isEqualTo(2);
    }
  }

  @Test
  void a_changed_document_is_never_read_by_id() throws Exception {
    var url = url();
    try (var cairn = Cairn.open(url);
        var connection = connect(url)) {
      Specimens.fill(cairn);
      var cells = new Cells(connection);
      for (var table : List.of("document", "snapshot")) {
        for (var row : cells.rows(table)) {
          if (row.instance().equals(Specimens.RICH) || row.instance().equals(Specimens.LONG)) {
            var column = table.equals("document") ? "context" : "state";
            var other =
                Flip.of(column, row.types().getOrDefault(column, ""), row.values().get(column));
            cells.write(row, column, null, other.getFirst());
          }
        }
      }
    }
    try (var cairn = Cairn.open(url)) {
      assertThatThrownBy(() -> cairn.workflows().get(Specimens.RICH))
          .isInstanceOf(CairnException.Integrity.class)
          .hasMessageContaining(Specimens.RICH + ", version 7");
      assertThat(cairn.workflows().get(Specimens.FORK).version()).isEqualTo(1);
    }
  }

  @Test
  void verify_raises_no_alarm_while_others_commit() throws Exception {
    try (var cairn = Cairn.open(url())) {
      Specimens.fill(cairn);
      var isOver = new AtomicBoolean();
      var writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; !isOver.get(); i++) {
                  var change = new Mutation.MergeContext(JsonObject.of("n", i));
                  cairn.workflows().commit(Commit.to(Specimens.LONG).with(change)).orThrow();
                }
              });
      for (int i = 0; i < 30; i++) {
        assertThat(broken(cairn)).isEmpty();
      }
      isOver.set(true);
      writer.join();
      assertThat(broken(cairn)).isEmpty();
    }
  }

  private static int flipAll(Cairn cairn, Cells cells, Cells.Row row, List<String> missed)
      throws SQLException {
    int flips = 0;
    for (var column : row.values().keySet()) {
      var was = row.values().get(column);
      var type = row.types().getOrDefault(column, "");
      for (var other : others(cells, column, type, was)) {
        if (isCovered(row, column) && isTaken(cells, row, column, other)) {
          flips++;
          check(cairn, row, column, other, missed);
          assertThat(cells.write(row, column, other, was)).isOne();
        }
      }
    }
    return flips;
  }

  private static boolean isCovered(Cells.Row row, String column) {
    var id = row.instance();
    boolean erased = id.equals(Specimens.PRUNED) || id.equals(Specimens.PURGED);
    boolean isHead = row.table().equals("instance");
    return !UNCOVERED.containsKey(row.table() + "." + column)
        && !(isHead && erased && ACCOUNTS.contains(column))
        && !(isHead && id.equals(Specimens.PURGED) && ORIGIN.contains(column));
  }

  private static List<@Nullable Object> others(
      Cells cells, String column, String type, @Nullable Object was) throws SQLException {
    // Databases see to it that an owner exists: only another one can take its place.
    return column.equals("owner_id")
        ? List.of(otherOwner(cells, Cells.uuid(was)))
        : Flip.of(column, type, was);
  }

  private static Object otherOwner(Cells cells, UUID owner) throws SQLException {
    return cells.rows("users").stream()
        .map(it -> Optional.ofNullable(it.values().get("id")).orElseThrow())
        .filter(it -> !Cells.uuid(it).equals(owner))
        .findFirst()
        .orElseThrow();
  }

  /** Some changes the database itself refuses, such as no value where there must be one. */
  private static boolean isTaken(
      Cells cells, Cells.Row row, String column, @Nullable Object other) {
    try {
      return cells.write(row, column, row.values().get(column), other) == 1;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static void check(
      Cairn cairn, Cells.Row row, String column, @Nullable Object other, List<String> missed) {
    // A head with another id is the head of an instance that has no log.
    var named =
        row.table().equals("instance") && column.equals("id")
            ? new InstanceId(Cells.uuid(other))
            : row.instance();
    var broken = broken(cairn);
    if (!broken.equals(Set.of(named))) {
      missed.add(row + "." + column + " = " + other + " found " + broken);
    }
  }

  private static Set<InstanceId> broken(Cairn cairn) {
    var broken = new HashSet<InstanceId>();
    cairn
        .archive()
        .verifyAll(each -> {
          if (!each.isOk()) {
            broken.add(each.instance());
          }
        });
    return broken;
  }
}
