package dev.cairn.testkit;

import static dev.cairn.Reason.Code.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of mutation in every situation in which it is illegal. */
abstract class MutationContract extends CairnTopic {
  private static final Instant LATER = Instant.parse("2031-01-01T00:00:00Z");
  private static final String LONG = "x".repeat(201);

  /** What every instance of these tests has: a token, a live and a cancelled scope, a timer. */
  private static final List<Mutation> FURNITURE =
      List.of(
          new EnterScope("live", Scope.ROOT),
          new EnterScope("dead", Scope.ROOT),
          new AddToken("t", Token.in("live")),
          new AddToken("stopped", Token.in("dead")),
          new CancelScope("dead"),
          new SetTimer("due", LATER, JsonNull.NULL),
          new PushCompensation("draft", Json.of(1)));

  static final List<Arguments> ILLEGAL =
      List.of(
          Arguments.of(patch("remove", "/none"), INVALID_CONTEXT),
          Arguments.of(patch("test", "/a"), INVALID_CONTEXT),
          Arguments.of(patch("replace", ""), INVALID_CONTEXT),
          Arguments.of(new SetStepData("", Json.of(1)), INVALID_NAME),
          Arguments.of(new SetStepData(LONG, Json.of(1)), INVALID_NAME),
          Arguments.of(new MoveTo("none"), STEP_NOT_FOUND),
          Arguments.of(new MoveTo(Optional.empty(), OptionalInt.of(4)), STEP_NOT_FOUND),
          Arguments.of(new MoveTo(Optional.empty(), OptionalInt.of(0)), STEP_NOT_FOUND),
          Arguments.of(new AddToken("t", Token.in("root")), TOKEN_ALREADY_EXISTS),
          Arguments.of(new AddToken("u", Token.in("none")), SCOPE_NOT_FOUND),
          Arguments.of(new AddToken("u", Token.in("dead")), SCOPE_CANCELLED),
          Arguments.of(new AddToken("", Token.in("root")), INVALID_NAME),
          Arguments.of(new AddToken("u", Token.in("root").withStatus("")), INVALID_TOKEN),
          Arguments.of(new UpdateToken("none", JsonObject.empty()), TOKEN_NOT_FOUND),
          Arguments.of(new UpdateToken("t", JsonObject.of("color", "red")), INVALID_TOKEN),
          Arguments.of(new UpdateToken("t", JsonObject.of("ip", "one")), INVALID_TOKEN),
          Arguments.of(new UpdateToken("t", JsonObject.of("scope", "none")), SCOPE_NOT_FOUND),
          Arguments.of(new UpdateToken("t", JsonObject.of("scope", "dead")), SCOPE_CANCELLED),
          Arguments.of(
              new UpdateToken("stopped", JsonObject.of("status", "active")), SCOPE_CANCELLED),
          Arguments.of(new RemoveToken("none"), TOKEN_NOT_FOUND),
          Arguments.of(new EnterScope("live", "root"), SCOPE_ALREADY_EXISTS),
          Arguments.of(new EnterScope("root", "root"), SCOPE_ALREADY_EXISTS),
          Arguments.of(new EnterScope("s", "none"), PARENT_NOT_FOUND),
          Arguments.of(new EnterScope("s", "s"), PARENT_NOT_FOUND),
          Arguments.of(new EnterScope("s", "dead"), SCOPE_CANCELLED),
          Arguments.of(new EnterScope("", "root"), INVALID_NAME),
          Arguments.of(new ExitScope("none"), SCOPE_NOT_FOUND),
          Arguments.of(new ExitScope("root"), ROOT_SCOPE),
          Arguments.of(new ExitScope("live"), SCOPE_NOT_EMPTY),
          Arguments.of(new CancelScope("none"), SCOPE_NOT_FOUND),
          Arguments.of(new CancelScope("root"), ROOT_SCOPE),
          Arguments.of(new CancelScope("dead"), SCOPE_CANCELLED),
          Arguments.of(new SetMetadata(JsonObject.of("stepCount", 9)), INVALID_METADATA),
          Arguments.of(new AddTags(new TreeSet<>(List.of(""))), INVALID_TAG),
          Arguments.of(new AddTags(new TreeSet<>(List.of(LONG))), INVALID_TAG),
          Arguments.of(new SetParticipants(new TreeSet<>(List.of(""))), INVALID_PARTICIPANT),
          Arguments.of(new SetParticipants(new TreeSet<>(List.of(LONG))), INVALID_PARTICIPANT),
          Arguments.of(new SetParticipants(hundredAndOne()), INVALID_PARTICIPANT),
          Arguments.of(
              new SetAttributes(JsonObject.of("epic", JsonArray.empty())), INVALID_ATTRIBUTE),
          Arguments.of(
              new SetAttributes(JsonObject.of("epic", JsonObject.empty())), INVALID_ATTRIBUTE),
          Arguments.of(new SetAttributes(JsonObject.of("a.b", 1)), INVALID_ATTRIBUTE),
          Arguments.of(new SetTimer("due", LATER, JsonNull.NULL), TIMER_ALREADY_EXISTS),
          Arguments.of(new SetTimer("", LATER, JsonNull.NULL), INVALID_NAME),
          Arguments.of(new CancelTimer("none"), TIMER_NOT_FOUND),
          Arguments.of(new PushCompensation("", Json.of(1)), INVALID_NAME),
          Arguments.of(new PopCompensation("review"), COMPENSATION_NOT_FOUND),
          Arguments.of(Mutation.parse(JsonObject.of("type", "explode")), UNKNOWN_MUTATION),
          Arguments.of(Mutation.parse(JsonObject.of("type", "addToken")), UNKNOWN_MUTATION),
          Arguments.of(Mutation.parse(Json.of(1)), UNKNOWN_MUTATION),
          Arguments.of(new Internal.Delete(), UNKNOWN_MUTATION),
          Arguments.of(new Internal.SetSchemaVersion(7), UNKNOWN_MUTATION));

  private static java.util.SortedSet<String> hundredAndOne() {
    var subjects = new TreeSet<String>();
    for (int i = 0; i <= 100; i++) {
      subjects.add("subject-" + i);
    }
    return subjects;
  }

  @ParameterizedTest
  @FieldSource("dev.cairn.testkit.MutationContract#ILLEGAL")
  void it_is_refused_with_its_reason_and_changes_nothing(Mutation mutation, Reason.Code code) {
    var made = create("a", 1);
    commit(made, FURNITURE.toArray(Mutation[]::new));
    var reason = refuses(made, mutation, code).getFirst();
    assertThat(reason.index()).isZero();
    assertThat(reason.detail()).isNotBlank();
  }

  @org.junit.jupiter.api.Test
  void who_works_on_an_instance_that_ended_can_still_change() {
    var ended = in(Status.COMPLETED);
    var shared = commit(ended, new SetParticipants(new TreeSet<>(List.of("mia"))));
    assertThat(shared.participants()).containsExactly("mia");
    assertThat(shared.status()).isEqualTo(Status.COMPLETED);
    var alone = commit(shared, new SetParticipants(new TreeSet<>()));
    assertThat(alone.checksum()).isEqualTo(ended.checksum());
  }

  static Stream<Mutation> all() {
    return Stream.of(
        new SetContext(JsonObject.empty()),
        merge("a", 2),
        patch("remove", "/a"),
        new ChangeContext(context -> context),
        new SetStepData("draft", Json.of(1)),
        new MoveTo("review"),
        new AddToken("u", Token.in("root")),
        new UpdateToken("t", JsonObject.of("ip", 2)),
        new RemoveToken("t"),
        new EnterScope("s", "root"),
        new ExitScope("live"),
        new CancelScope("live"),
        new IncrementStepCount(),
        new SetMetadata(JsonObject.empty()),
        new AddTags(new TreeSet<>(List.of("a"))),
        new RemoveTags(new TreeSet<>(List.of("a"))),
        new SetAttributes(JsonObject.of("a", 1)),
        new RemoveAttributes(new TreeSet<>(List.of("a"))),
        new SetTimer("t", LATER, JsonNull.NULL),
        new CancelTimer("due"),
        new PushCompensation("draft", Json.of(1)),
        new PopCompensation("draft"),
        new SetError(Json.of("e")));
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.testkit.MutationContract#all")
  void an_instance_that_ended_refuses_it(Mutation mutation) {
    var made = create("a", 1);
    commit(made, FURNITURE.toArray(Mutation[]::new));
    commit(made, new Transition(Status.RUNNING), new Transition(Status.COMPLETED));
    refuses(made, mutation, TERMINAL);
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.testkit.MutationContract#all")
  void an_end_in_the_same_commit_refuses_it_too(Mutation mutation) {
    var made = create("a", 1);
    commit(made, FURNITURE.toArray(Mutation[]::new));
    commit(made, new Transition(Status.RUNNING));
    var reasons = refuses(made, list(new Transition(Status.FAILED), mutation), TERMINAL);
    assertThat(reasons.getFirst().index()).isEqualTo(1);
  }

  private static Mutation patch(String op, String path) {
    var step = JsonObject.of("op", op, "path", path, "value", JsonArray.of("other"));
    return new PatchContext(JsonPatch.parse(JsonArray.of(step)));
  }
}
