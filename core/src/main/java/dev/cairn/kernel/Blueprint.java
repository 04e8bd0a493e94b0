package dev.cairn.kernel;

import dev.cairn.Definition;
import dev.cairn.Mutation.MoveTo;
import dev.cairn.Reason;
import dev.cairn.SchemaLanguage;
import dev.cairn.State;
import dev.cairn.Step;
import dev.cairn.definition.Program;
import dev.cairn.flow.Flow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A definition made ready for deciding: its steps by name, its schema compiled. */
record Blueprint(
    Definition definition, Optional<SchemaLanguage.Schema> schema, Optional<Flow> flow) {

  static Blueprint of(Definition definition) {
    return new Blueprint(
        definition,
        definition.stateSchema().map(it -> SchemaLanguage.load().compile(it)),
        Program.of(definition).map(Flow::new));
  }

  /** Where a started instance stands: at its first step, or at 1 where steps are not described. */
  MoveTo firstStep() {
    return new MoveTo(definition.step(1).map(Step::id), OptionalInt.of(1));
  }

  /** The move with its position; empty when there is no such step. */
  Optional<MoveTo> resolve(MoveTo move) {
    var position =
        move.stepId().isPresent() ? definition.position(move.stepId().get()) : move.position();
    if (position.isEmpty() || definition.step(position.getAsInt()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new MoveTo(definition.step(position.getAsInt()).map(Step::id), position));
  }

  List<Reason> violations(State state) {
    return schema.stream()
        .flatMap(it -> it.check(state.context()).stream())
        .map(it ->
            new Reason(
                -1,
                Reason.Code.SCHEMA_VIOLATION,
                it.path() + ": " + it.message(),
                Optional.of(it.path())))
        .toList();
  }
}
