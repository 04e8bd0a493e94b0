package dev.cairn.testkit;

import static dev.cairn.Reason.Code.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Fenced;
import dev.cairn.Fence;
import dev.cairn.Kind;
import dev.cairn.Limits;
import dev.cairn.Mutation.*;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Commits as wholes: one version each, or nothing at all. */
abstract class CommitContract extends CairnTopic {

  @Test
  void every_kind_of_mutation_does_what_it_says() {
    var made = create("title", "Checkout", "gone", 1);
    var after =
        commit(
                made,
                merge("gone", null, "added", 1),
                new PatchContext(
                    JsonPatch.parse(
                        Json.parse("[{\"op\":\"add\",\"path\":\"/patched\",\"value\":[1]}]"))),
                new ChangeContext(context -> context.asObject().with("changed", Json.of(2))),
                new SetStepData("draft", Json.of("text")),
                new IncrementStepCount(),
                new SetMetadata(JsonObject.of("note", "n")),
                new AddTags(new TreeSet<>(List.of("a", "b"))),
                new RemoveTags(new TreeSet<>(List.of("a", "z"))),
                new SetAttributes(JsonObject.of("epic", 12, "story", null)),
                new RemoveAttributes(new TreeSet<>(List.of("epic"))),
                new SetTimer("t", clock.instant(), Json.of("ring")),
                new PushCompensation("draft", Json.of(1)),
                new PushCompensation("draft", Json.of(2)),
                new PopCompensation("draft"),
                new SetError(Json.of("none")),
                new SetParticipants(new TreeSet<>(List.of("mia", "leo"))),
                new MoveTo("review"))
            .state();
    assertThat(after.context())
        .isEqualTo(
            JsonObject.of(
                "title", "Checkout", "added", 1, "patched", JsonArray.of(1), "changed", 2));
    assertThat(after.stepData()).isEqualTo(JsonObject.of("draft", "text"));
    assertThat(after.metadata()).isEqualTo(JsonObject.of("note", "n", "stepCount", 1));
    assertThat(after.tags()).containsExactly("b");
    assertThat(after.participants()).containsExactly("leo", "mia");
    assertThat(after.attributes()).isEqualTo(JsonObject.of("story", JsonNull.NULL));
    assertThat(after.timers().keys()).containsExactly("t");
    assertThat(after.compensations().items())
        .containsExactly(JsonObject.of("stepId", "draft", "data", 1));
    assertThat(after.error()).contains(Json.of("none"));
    assertThat(after.currentStep()).isEqualTo(2);
    assertThat(get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void an_empty_commit_makes_a_version() {
    var made = create("a", 1);
    clock.advance(Duration.ofSeconds(1));
    var after = commit(made);
    assertThat(after.version()).isEqualTo(2);
    assertThat(after.state()).isEqualTo(made.state());
    assertThat(after.updatedAt()).isEqualTo(clock.instant());
    var receipt = history().receipt(made.id(), 2);
    assertThat(receipt.body().orElseThrow().mutations().isEmpty()).isTrue();
    assertThat(receipt.checksumAfter()).isEqualTo(receipt.checksumBefore());
  }

  @Test
  void a_commit_that_changes_nothing_is_refused_where_that_is_wanted() {
    openWith(options().unchanged(Options.Unchanged.REFUSE));
    var made = create("a", 1);
    refuses(made, List.of(), UNCHANGED);
    refuses(made, merge("a", 1), UNCHANGED);
    assertThat(commit(made, merge("a", 2)).version()).isEqualTo(2);
  }

  @Test
  void validation_follows_the_state_as_it_evolves() {
    var made = create();
    var x = new AddToken("x", Token.in("root"));
    commit(made, x, new RemoveToken("x"));
    refuses(made, list(x, x), TOKEN_ALREADY_EXISTS);
    refuses(made, list(new RemoveToken("x"), x), TOKEN_NOT_FOUND);
    commit(made, new EnterScope("s", "root"));
    refuses(made, list(new ExitScope("s"), new CancelScope("s")), SCOPE_NOT_FOUND);
    commit(made, new ExitScope("s"), new EnterScope("s", "root"), new CancelScope("s"));
  }

  @Test
  void every_reason_is_given_in_order_with_its_index() {
    var made = create();
    var reasons =
        refuses(
            made,
            list(
                merge("ok", 1),
                new RemoveToken("none"),
                new ExitScope("root"),
                new Transition(Status.COMPLETED),
                new IncrementStepCount(),
                new EnterScope("s", "none"),
                new CancelTimer("none")),
            TOKEN_NOT_FOUND,
            ROOT_SCOPE,
            INVALID_TRANSITION,
            PARENT_NOT_FOUND,
            TIMER_NOT_FOUND);
    assertThat(reasons).extracting(Reason::index).containsExactly(1, 2, 3, 5, 6);
    assertThat(reasons.getFirst().id()).contains("none");
    assertThat(reasons).extracting(Reason::detail).doesNotContain("");
  }

  @Test
  void a_function_that_throws_or_gives_no_object_stores_nothing() {
    var made = create("a", 1);
    var thrown =
        new ChangeContext(context -> {
          throw new IllegalStateException("boom");
        });
    assertThat(refuses(made, thrown, INVALID_CONTEXT).getFirst().detail()).contains("boom");
    refuses(made, new ChangeContext(context -> Json.of(1)), INVALID_CONTEXT);
    refuses(made, new ChangeContext(context -> JsonArray.empty()), INVALID_CONTEXT);
    refuses(made, new ChangeContext(context -> context.asObject().require("b")), INVALID_CONTEXT);
  }

  @Test
  void a_function_is_recorded_as_data() {
    var made = create("a", 1);
    commit(made, new ChangeContext(context -> context.asObject().with("a", Json.of(2))));
    var recorded =
        history().receipt(made.id(), 2).body().orElseThrow().mutations().get(0).asObject();
    assertThat(recorded.require("type").asString()).isIn("patchContext", "mergeContext");
    assertThat(history().at(made.id(), 2).context()).isEqualTo(JsonObject.of("a", 2));
  }

  @Test
  void a_commit_to_what_does_not_exist_is_not_found() {
    assertThatThrownBy(() -> workflows().commit(Commit.to(id(1))))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void more_mutations_than_a_limit_are_warned_of_and_refused() {
    openWith(options().limits(new Limits(1 << 20, 8 << 20, 100, 3, 5, 100)));
    var made = create();
    var one = new IncrementStepCount();
    assertThat(warnings(made, Collections.nCopies(3, one))).isEmpty();
    assertThat(warnings(made, Collections.nCopies(4, one))).containsExactly("large_buffer");
    refuses(made, List.copyOf(Collections.nCopies(6, one)), TOO_MANY_MUTATIONS);
  }

  @Test
  void a_state_larger_than_a_limit_is_warned_of_and_refused() {
    openWith(options().limits(new Limits(1_000, 2_000, 20, 100, 100, 100)));
    var made = create();
    assertThat(warnings(made, list(merge("a", "x".repeat(1_000))))).containsExactly("large_state");
    refuses(made, merge("a", "x".repeat(2_000)), STATE_TOO_LARGE);
    Json deep = Json.of(1);
    for (int i = 0; i < 30; i++) {
      deep = JsonArray.of(deep);
    }
    refuses(made, new SetStepData("draft", deep), STATE_TOO_LARGE);
  }

  private List<String> warnings(dev.cairn.Instance on, List<? extends dev.cairn.Mutation> what) {
    var result = (Committed) workflows().commit(Commit.to(on.id()).with(what));
    return result.warnings().stream().map(Warning::code).toList();
  }

  @Test
  void an_older_fence_is_told_the_current_one_and_changes_nothing() {
    var made = create();
    workflows().commit(Commit.to(made.id()).fencedBy(new Fence(5))).orThrow();
    var before = Everything.of(cairn, made.id());
    var old = Commit.to(made.id()).fencedBy(new Fence(4)).with(merge("a", 1));
    assertThat(workflows().commit(old)).isEqualTo(new Fenced(new Fence(5)));
    assertThat(Everything.of(cairn, made.id())).isEqualTo(before);
    committed(workflows().commit(Commit.to(made.id()).fencedBy(new Fence(5))));
    committed(workflows().commit(Commit.to(made.id()).fencedBy(new Fence(6))));
    reopen();
    assertThat(workflows().commit(Commit.to(made.id()).fencedBy(new Fence(5))))
        .isEqualTo(new Fenced(new Fence(6)));
  }

  @Test
  void time_never_goes_back_on_an_instance() {
    var made = create();
    clock.advance(Duration.ofHours(-1));
    var next = commit(made);
    assertThat(next.updatedAt()).isAfterOrEqualTo(made.updatedAt());
  }

  @Test
  void a_commit_keeps_its_reason_and_actor() {
    var made = create();
    cairn.as("leo").workflows().commit(Commit.to(made.id()).because("legal asked")).orThrow();
    var receipt = history().receipt(made.id(), 2);
    assertThat(receipt.actor()).isEqualTo("leo");
    assertThat(receipt.kind()).isEqualTo(Kind.COMMIT);
    assertThat(receipt.body().orElseThrow().reason()).contains("legal asked");
  }
}
