package dev.cairn.flow;

import dev.cairn.Draft;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.Internal;
import dev.cairn.State;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Program;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The instances that steps of another one run. A commit that leaves such a step also notes, under
 * {@link Wake#CALLED_OFF}, who is to be cancelled; the note stays until that is done, whatever dies
 * in between.
 */
public final class Kin {
  private final Program program;
  private final Draft draft;

  Kin(Program program, Draft draft) {
    this.program = program;
    this.draft = draft;
  }

  /** The id follows from the visit of the step, so that no crash makes two of it. */
  public static InstanceId id(InstanceId parent, Spot spot) {
    var visit = spot.idempotencyKey(parent.toString());
    var bits = ByteBuffer.wrap(Sha256.ofUtf8("cairn-child:" + visit).bytes());
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new InstanceId(new UUID(high, low));
  }

  /** Those that an instance has made and not left, and those that may not know yet that it has. */
  public static List<InstanceId> of(Instance parent) {
    var made =
        Spot.all(parent.state()).stream()
            .filter(spot -> spot.child().isPresent())
            .map(spot -> id(parent.id(), spot));
    return Stream.concat(made, calledOff(parent.state()).stream()).toList();
  }

  /** Those that are to be cancelled, and may not know it yet. */
  public static List<InstanceId> calledOff(State state) {
    return noted(state).items().stream().map(it -> InstanceId.of(it.asString())).toList();
  }

  private static JsonArray noted(State state) {
    return state.work().get(Wake.CALLED_OFF).map(Json::asArray).orElse(JsonArray.empty());
  }

  /**
   * Notes whose step was left since a state.
   *
   * @param ended needs no telling
   */
  void note(State before, Optional<InstanceId> ended) {
    if (!program.runsOthers()) {
      return;
    }
    var still = awaited(draft.state()).toList();
    var known = calledOff(draft.state());
    var left =
        awaited(before)
            .filter(it -> !still.contains(it) && !known.contains(it))
            .filter(it -> !ended.equals(Optional.of(it)))
            .toList();
    if (!left.isEmpty()) {
      keep(Stream.concat(known.stream(), left.stream()));
    }
  }

  /** Those that a state waits for, or is about to make. */
  private Stream<InstanceId> awaited(State state) {
    return Spot.all(state).stream()
        .filter(spot -> spot.undo().isEmpty() && runsAnother(spot))
        .filter(this::isOwn)
        .map(spot -> id(draft.origin().id(), spot));
  }

  private boolean runsAnother(Spot spot) {
    return program.find(spot.step()).filter(it -> it.action() instanceof Action.Child).isPresent();
  }

  /** A fork waits for those of the instance that it was made from; they are not its own. */
  private boolean isOwn(Spot spot) {
    var own = id(draft.origin().id(), spot).toString();
    return spot.child().filter(it -> !it.equals(own)).isEmpty();
  }

  private void keep(Stream<InstanceId> others) {
    var ids = JsonArray.copyOf(others.map(it -> Json.of(it.toString())).toList());
    draft.add(new Internal.SetWork(Wake.CALLED_OFF, ids.isEmpty() ? JsonNull.NULL : ids));
  }

  /** They have been told. */
  void forget(List<InstanceId> others) {
    keep(calledOff(draft.state()).stream().filter(it -> !others.contains(it)));
  }

  /** Whether a step of another instance still waits for one, or is about to. */
  public static boolean isAwaited(InstanceId other, Instance parent) {
    return Spot.all(parent.state()).stream()
        .anyMatch(spot -> spot.undo().isEmpty() && id(parent.id(), spot).equals(other));
  }
}
