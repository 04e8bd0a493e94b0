package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PatternsExamplesTest extends Examples {
  @Test
  void optimistic_edit() {
    var saved = edit(cairn(), order("{'title':'Desk'}"), "Chair");
    assertThat(saved).isInstanceOf(CommitResult.Committed.class);
  }

  // docs:edit
  CommitResult edit(Cairn cairn, Instance shown, String title) {
    var change = new Mutation.MergeContext(JsonObject.of("title", title));
    return cairn.as("mia").workflows().commit(Commit.to(shown).with(change));
  }

  // end

  @Test
  void counter() {
    var id = order("{}").id();
    count(cairn(), id);
    count(cairn(), id);
    assertThat(cairn().workflows().get(id).context()).isEqualTo(object("{'seen':2}"));
  }

  // docs:counter
  void count(Cairn cairn, InstanceId id) {
    cairn
        .workflows()
        .update(
            id,
            context -> {
              long seen = context.asObject().get("seen").map(Json::asLong).orElse(0L);
              return context.asObject().with("seen", Json.of(seen + 1));
            })
        .orThrow();
  }

  // end

  @Test
  void saga() {
    var id = order("{}").id();
    var undone = new java.util.ArrayList<String>();
    var booked = JsonObject.of("room", 12);
    complete(cairn(), id, "book-room", booked);
    complete(cairn(), id, "book-flight", JsonObject.of("flight", "X1"));
    compensate(cairn(), id, (step, data) -> undone.add(step));
    assertThat(undone).containsExactly("book-flight", "book-room");
    assertThat(cairn().workflows().get(id).state().compensations().size()).isZero();
  }

  // docs:saga
  void complete(Cairn cairn, InstanceId id, String step, JsonObject booked) {
    var commit =
        Commit.to(id)
            .key("done-" + step)
            .with(
                new Mutation.SetStepData(step, booked),
                new Mutation.PushCompensation(step, booked),
                new Mutation.IncrementStepCount());
    cairn.workflows().commit(commit).orThrow();
  }

  void compensate(Cairn cairn, InstanceId id, Undo undo) {
    var open = cairn.workflows().get(id).state().compensations().items().reversed();
    for (var compensation : open) {
      var step = compensation.asObject().require("stepId").asString();
      undo.undo(step, compensation.asObject().require("data"));
      var commit = Commit.to(id).key("undone-" + step).with(new Mutation.PopCompensation(step));
      cairn.workflows().commit(commit).orThrow();
    }
  }

  /** Undoes a step outside of Cairn; it may be called twice, and must bear that. */
  interface Undo {
    void undo(String step, Json data);
  }

  // end

  @Test
  void scratchpad() {
    var read = order("{'goal':'summarise','notes':{}}");
    note(cairn(), read, "researcher", "found three sources");
    note(cairn(), read, "critic", "the second is weak");
    assertThat(cairn().workflows().get(read.id()).context().require("notes"))
        .isEqualTo(object("{'critic':'the second is weak','researcher':'found three sources'}"));
  }

  // docs:scratchpad
  void note(Cairn cairn, Instance read, String agent, String text) {
    var notes = JsonObject.of("notes", JsonObject.of(agent, text));
    var commit =
        Commit.to(read)
            .onConflict(OnConflict.MERGE)
            .because("thinking")
            .with(new Mutation.MergeContext(notes));
    cairn.as(agent).workflows().commit(commit).orThrow();
  }

  // end

  @Test
  void approval() {
    var id = order("{'total':900}").id();
    ask(cairn(), id);
    var seen = cairn().workflows().get(id);
    assertThat(decide(cairn(), seen, true)).isInstanceOf(CommitResult.Committed.class);
    assertThat(decide(cairn(), seen, true)).isInstanceOf(CommitResult.Conflict.class);
    assertThat(cairn().workflows().get(id).status()).isEqualTo(Status.RUNNING);
  }

  // docs:approval
  void ask(Cairn cairn, InstanceId id) {
    var wait = new Mutation.Transition(Status.WAITING_FOR_APPROVAL);
    cairn.workflows().commit(Commit.to(id).with(wait)).orThrow();
  }

  CommitResult decide(Cairn cairn, Instance seen, boolean approved) {
    var decision = JsonObject.of("by", "mia", "approved", approved);
    var commit =
        Commit.to(seen)
            .with(
                new Mutation.SetStepData("approval", decision),
                new Mutation.Transition(Status.RUNNING));
    return cairn.as("mia").workflows().commit(commit);
  }

  // end

  @Test
  void fan_out() {
    var id = order("{}").id();
    fanOut(cairn(), id, 3);
    finish(cairn(), id, "part-1");
    giveUp(cairn(), id);
    assertThat(cairn().workflows().get(id).state().token("part-1").orElseThrow().status())
        .isEqualTo("complete");
    assertThat(cairn().workflows().get(id).state().token("part-2").orElseThrow().status())
        .isEqualTo("cancelled");
  }

  // docs:fanout
  void fanOut(Cairn cairn, InstanceId id, int parts) {
    var commit = Commit.to(id).with(new Mutation.EnterScope("parts", "root"));
    for (int part = 1; part <= parts; part++) {
      commit = commit.with(new Mutation.AddToken("part-" + part, Token.in("parts")));
    }
    cairn.workflows().commit(commit).orThrow();
  }

  void finish(Cairn cairn, InstanceId id, String token) {
    var complete = new Mutation.UpdateToken(token, JsonObject.of("status", Token.COMPLETE));
    cairn.workflows().commit(Commit.to(id).with(complete)).orThrow();
  }

  void giveUp(Cairn cairn, InstanceId id) {
    cairn.workflows().commit(Commit.to(id).with(new Mutation.CancelScope("parts"))).orThrow();
  }

  // end

  @Test
  void what_if() {
    var id = order("{'price':100}").id();
    var fork = whatIf(cairn(), id, 2, it -> it.asObject().with("price", Json.of(80)));
    assertThat(fork.context()).isEqualTo(object("{'price':80}"));
    assertThat(cairn().workflows().get(id).context()).isEqualTo(object("{'price':100}"));
  }

  // docs:whatif
  Instance whatIf(Cairn cairn, InstanceId id, long version, UnaryOperator<Json> change) {
    var fork = cairn.history().fork(id, version, Optional.empty());
    cairn.workflows().update(fork.id(), change).orThrow();
    return cairn.workflows().get(fork.id());
  }

  // end
}
