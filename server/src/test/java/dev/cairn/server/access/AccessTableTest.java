package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Archive;
import dev.cairn.CairnException;
import dev.cairn.Definitions;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.InstanceId;
import dev.cairn.Role;
import dev.cairn.Work;
import dev.cairn.Workflows;
import dev.cairn.server.access.Operation.Answer;
import dev.cairn.server.access.Probes.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Role by relation by call: who may do what, asked of the guarded store itself. */
class AccessTableTest {
  /**
   * What is promised, written by hand: for each role its own, one it takes part in, and another's.
   * y is allowed, F forbidden, n not found.
   */
  private static final Map<Operation, String> PROMISED =
      Map.ofEntries(
          Map.entry(Operation.READ, "yyn yyn yyy yyy"),
          Map.entry(Operation.CHANGE, "FFn yyn yyy yyy"),
          Map.entry(Operation.FORK, "FFn yyn yyy yyy"),
          Map.entry(Operation.SHARE, "FFn yFn yyy yyy"),
          Map.entry(Operation.DELETE, "FFn yFn yyy yyy"),
          Map.entry(Operation.PRUNE, "FFn FFn FFF yyy"),
          Map.entry(Operation.PURGE, "FFn FFn FFF yyy"),
          Map.entry(Operation.READ_DEFINITIONS, "yyy yyy yyy yyy"),
          Map.entry(Operation.CREATE, "FFF yyy yyy yyy"),
          Map.entry(Operation.CREATE_FOR_OTHERS, "FFF FFF yyy yyy"),
          Map.entry(Operation.VERIFY_ALL, "FFF FFF yyy yyy"),
          Map.entry(Operation.TRY_MIGRATION, "FFF FFF yyy yyy"),
          Map.entry(Operation.DO_TASKS, "FFF FFF yyy yyy"),
          Map.entry(Operation.DEFINE, "FFF FFF FFF yyy"),
          Map.entry(Operation.IMPORT, "FFF FFF FFF yyy"),
          Map.entry(Operation.APPLY_RETENTION, "FFF FFF FFF yyy"),
          Map.entry(Operation.IDENTIFY, "FFF FFF FFF yyy"));

  private static Answer promised(Operation operation, Role role, Relation relation) {
    return switch (cell(operation, role).charAt(position(Relation.values(), relation))) {
      case 'y' -> Answer.ALLOWED;
      case 'F' -> Answer.FORBIDDEN;
      default -> Answer.HIDDEN;
    };
  }

  private static String cell(Operation operation, Role role) {
    var row = Optional.ofNullable(PROMISED.get(operation)).orElseThrow();
    return row.split(" ", -1)[position(Role.values(), role)];
  }

  private static <T> int position(T[] all, T one) {
    return List.of(all).indexOf(one);
  }

  static Stream<Arguments> cases() {
    return Stream.concat(Probes.onInstances().stream(), Probes.onTheStore().stream())
        .flatMap(probe ->
            Arrays.stream(Role.values())
                .flatMap(role ->
                    Arrays.stream(Relation.values())
                        .map(relation -> Arguments.of(probe, role, relation))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_call_is_answered_as_promised(Probe probe, Role role, Relation relation) {
    try (var house = new House()) {
      var id = house.related(relation).id();
      var before = everything(house, id);
      var answer = call(probe, house, role, id);
      assertThat(answer).isEqualTo(promised(probe.operation(), role, relation));
      if (answer != Answer.ALLOWED) {
        assertThat(everything(house, id)).isEqualTo(before);
        assertThat(house.denials.total(kind(answer))).isEqualTo(1);
      }
    }
  }

  private static Denials.Kind kind(Answer answer) {
    return answer == Answer.HIDDEN ? Denials.Kind.HIDDEN : Denials.Kind.FORBIDDEN;
  }

  private static Answer call(Probe probe, House house, Role role, InstanceId id) {
    var failure = failure(probe, house, role, id);
    if (failure.isEmpty()) {
      return Answer.ALLOWED;
    }
    return failure.get() instanceof CairnException.Forbidden ? Answer.FORBIDDEN : Answer.HIDDEN;
  }

  /** What is thrown when somebody may not; whatever else is thrown is a broken test. */
  private static Optional<CairnException> failure(
      Probe probe, House house, Role role, InstanceId id) {
    try {
      probe.call().on(house.as(House.EVE, role), new Probes.Call.Subject(id, house));
      return Optional.empty();
    } catch (CairnException.Forbidden | CairnException.NotFound denied) {
      return Optional.of(denied);
    } catch (Exception broken) {
      throw new AssertionError(probe + " as " + role, broken);
    }
  }

  /** The instance to the last byte, and how much there is beside it. */
  private static List<String> everything(House house, InstanceId id) {
    var out = new ByteArrayOutputStream();
    house.cairn.archive().exportTo(out, List.of(id));
    return List.of(
        out.toString(java.nio.charset.StandardCharsets.UTF_8),
        house.cairn.definitions().list().toString(),
        house.cairn.identities().keys().toString(),
        Long.toString(house.cairn.workflows().count(dev.cairn.Filter.everything())));
  }

  static Stream<Arguments> hidden() {
    return Probes.onInstances().stream()
        .flatMap(probe ->
            Stream.of(Role.VIEWER, Role.PARTICIPANT).map(role -> Arguments.of(probe, role)));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void what_is_hidden_looks_like_what_is_not_there(Probe probe, Role role) {
    try (var house = new House()) {
      var hidden = house.related(Relation.OTHER).id();
      var absent = new InstanceId(new UUID(7, 7));
      assertThat(told(probe, house, role, hidden)).isEqualTo(told(probe, house, role, absent));
    }
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void what_was_deleted_looks_like_what_is_not_there(Probe probe, Role role) {
    try (var house = new House()) {
      var deleted = house.related(Relation.OWNER).id();
      house.cairn.workflows().delete(deleted);
      var absent = new InstanceId(new UUID(7, 7));
      assertThat(told(probe, house, role, deleted)).isEqualTo(told(probe, house, role, absent));
    }
  }

  private static List<String> told(Probe probe, House house, Role role, InstanceId id) {
    var failure = failure(probe, house, role, id).orElseThrow();
    return Stream.of(
            failure.getClass().getSimpleName(),
            failure.code(),
            String.valueOf(failure.getMessage()),
            failure.hint())
        .map(text -> text.replace(id.toString(), "ID"))
        .toList();
  }

  @Test
  void every_operation_is_promised_and_probed() {
    assertThat(PROMISED.keySet()).containsExactlyInAnyOrder(Operation.values());
    var probed =
        Stream.concat(Probes.onInstances().stream(), Probes.onTheStore().stream())
            .map(Probe::operation)
            .collect(Collectors.toSet());
    assertThat(probed).containsExactlyInAnyOrder(Operation.values());
  }

  @Test
  void every_method_of_every_door_is_probed() {
    var methods = new TreeSet<String>();
    for (var door :
        List.of(
            Workflows.class,
            History.class,
            Definitions.class,
            Work.class,
            Archive.class,
            Identities.class)) {
      var name = door.getSimpleName().toLowerCase(Locale.ROOT);
      Arrays.stream(door.getMethods()).forEach(it -> methods.add(name + "." + it.getName()));
    }
    var probed = new TreeSet<>(Probes.ANSWERED_BY_SIGHT);
    Stream.concat(Probes.onInstances().stream(), Probes.onTheStore().stream())
        .forEach(probe -> probed.add(probe.name()));
    assertThat(probed).isEqualTo(methods);
  }

  @Test
  void the_page_shows_the_table() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "access.md"));
    for (var operation : Operation.values()) {
      var row =
          page.lines()
              .filter(line -> line.startsWith("| `" + operation.name().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no row for " + operation));
      var cells = row.split("\\|", -1);
      for (var role : Role.values()) {
        var shown = cells[2 + position(Role.values(), role)].strip().replace("`", "");
        assertThat(shown).as("%s as %s", operation, role).isEqualTo(cell(operation, role));
      }
    }
  }
}
