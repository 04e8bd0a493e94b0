package dev.cairn.testkit;

import static dev.cairn.Filter.equal;

import dev.cairn.Filter;
import dev.cairn.Origin;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Filters by what every instance has, and their joining. */
abstract class FilterContract extends FilterTopic {

  @Test
  void everything_and_nothing() {
    contexts("{}", "{}");
    finds(Filter.everything(), 1, 2);
    finds(new Filter.Or(List.of()));
    finds(new Filter.Not(Filter.everything()));
  }

  @Test
  void conditions_are_joined() {
    contexts("{\"a\":1}", "{\"a\":1,\"b\":2}", "{\"b\":2}");
    var a = equal("context.a", 1);
    var b = equal("context.b", 2);
    finds(a.and(b), 2);
    finds(new Filter.Or(List.of(a, b)), 1, 2, 3);
    finds(new Filter.Not(a), 3);
    finds(new Filter.Not(new Filter.Or(List.of(a, b))));
    finds(a.and(new Filter.Not(b)), 1);
  }

  @Test
  void status() {
    statuses(Status.CREATED, Status.RUNNING, Status.FAILED);
    finds(Filter.status(Status.RUNNING, Status.FAILED), 2, 3);
    finds(Filter.active(), 2);
    finds(new Filter.StatusIn(Set.of()));
  }

  @Test
  void definition_without_regard_to_case() {
    contexts("{}");
    finds(new Filter.DefinitionIs("create-PRD"), 1);
    finds(new Filter.DefinitionIs("create"));
  }

  @Test
  void owner_by_subject() {
    var leo = new UserId(new UUID(8, 8));
    store.catalog().addUser("leo", leo);
    var origin = Rows.of(2).origin();
    folded(
        List.of(
            Rows.of(1).then(),
            Rows.of(
                    new Origin(
                        origin.id(),
                        origin.definitionId(),
                        1,
                        leo,
                        origin.createdAt(),
                        Optional.empty(),
                        Optional.empty()))
                .then()));
    finds(new Filter.OwnerIs(Rows.OWNER), 1);
    finds(new Filter.OwnerIs("leo"), 2);
    finds(new Filter.OwnerIs("nobody"));
    finds(new Filter.Not(new Filter.OwnerIs("nobody")), 1, 2);
  }

  @Test
  void participants() {
    states(worked("mia", "leo"), worked("leo"), State.initial());
    finds(new Filter.ParticipantIs("mia"), 1);
    finds(new Filter.ParticipantIs("leo"), 1, 2);
    finds(new Filter.ParticipantIs(Rows.OWNER + "!"));
    finds(new Filter.Not(new Filter.ParticipantIs("leo")), 3);
    for (var other : List.of("LEO", "le", "\"leo\"", "%", "leo\",\"mia", "")) {
      finds(new Filter.ParticipantIs(other));
    }
  }

  @Test
  void the_owner_or_a_participant() {
    states(worked("leo"), State.initial(), worked("zoe"));
    var either = new Filter.ParticipantIs("leo").or(new Filter.OwnerIs("leo"));
    finds(either, 1);
    finds(new Filter.Not(either), 2, 3);
    finds(new Filter.ParticipantIs("leo").or(new Filter.OwnerIs(Rows.OWNER)), 1, 2, 3);
  }

  @Test
  void tags_all_of_and_any_of() {
    states(tagged("a", "b"), tagged("b"), State.initial());
    finds(new Filter.TagsAll(new TreeSet<>(List.of("a", "b"))), 1);
    finds(new Filter.TagsAll(new TreeSet<>(List.of("b"))), 1, 2);
    finds(new Filter.TagsAll(new TreeSet<>()), 1, 2, 3);
    finds(new Filter.TagsAny(new TreeSet<>(List.of("a", "c"))), 1);
    finds(new Filter.TagsAny(new TreeSet<>()));
    finds(new Filter.TagsAny(new TreeSet<>(List.of("B", "\"b\"", "%", "a,b"))));
  }

  @Test
  void parent_and_ids() {
    var origin = Rows.of(2).origin();
    var child =
        new Origin(
            origin.id(),
            origin.definitionId(),
            1,
            origin.owner(),
            origin.createdAt(),
            Optional.of(Rows.of(1).id()),
            Optional.empty());
    folded(List.of(Rows.of(1).then(), Rows.of(child).then(), Rows.of(3).then()));
    finds(new Filter.ParentIs(Rows.of(1).id()), 2);
    finds(new Filter.Not(new Filter.ParentIs(Rows.of(1).id())), 1, 3);
    finds(new Filter.IdIn(Set.of(Rows.of(3).id(), Rows.of(1).id(), Rows.of(9).id())), 1, 3);
    finds(new Filter.IdIn(Set.of()));
  }

  @Test
  void times_from_inclusive_until_exclusive() {
    folded(List.of(Rows.of(1).then(), Rows.of(2).then().then()));
    var begin = Rows.BEGIN;
    finds(new Filter.CreatedBetween(begin, begin.plusNanos(1_000)), 1, 2);
    finds(new Filter.CreatedBetween(begin.minusSeconds(9), begin));
    finds(new Filter.UpdatedBetween(begin, begin.plusSeconds(1)), 1);
    finds(new Filter.UpdatedBetween(begin.plusNanos(1_000), begin.plusSeconds(2)), 2);
    finds(new Filter.UpdatedBetween(begin.plusSeconds(2), begin));
  }
}
