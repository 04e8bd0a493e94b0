package dev.cairn.flow;

import dev.cairn.Decision;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Intent;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.definition.Node;
import dev.cairn.definition.Program;
import dev.cairn.definition.Retry;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything that can happen to an instance of a definition that runs, as intents: each is decided
 * on the state that it meets, and refused with its reason where that has moved on.
 */
public record Flow(Program program) {
  /** The record of a result that could not be brought together with the edits of others. */
  public static final String PARKED = "parked";

  private Intent turn(Consumer<Turn> body) {
    return turn(Turn.Then.LATER, body);
  }

  private Intent turn(Turn.Then then, Consumer<Turn> body) {
    return draft -> {
      var before = draft.state();
      run(new Turn(draft, program, then), body);
      left(before).on(draft);
    };
  }

  private static void run(Turn turn, Consumer<Turn> body) {
    body.accept(turn);
    turn.settle();
  }

  /** Steps may have been left without the engine's doing, since the state was this. */
  public Intent left(State before) {
    return draft -> new Kin(program, draft).note(before, Optional.empty());
  }

  /** Those who were called off have been told. */
  public Intent told(List<InstanceId> others) {
    return draft -> new Kin(program, draft).forget(others);
  }

  /** For what only a living instance can do. */
  private Intent alive(Consumer<Turn> body) {
    return turn(unlessEnded(body));
  }

  private static Consumer<Turn> unlessEnded(Consumer<Turn> body) {
    return turn -> {
      if (turn.state().status().isActive()) {
        body.accept(turn);
      } else {
        refuseEnded(turn);
      }
    };
  }

  private static void refuseEnded(Turn turn) {
    var status = turn.state().status();
    turn.refuse(
        status.isTerminal() ? Reason.Code.TERMINAL : Reason.Code.INVALID_TRANSITION,
        "the instance is " + status,
        status.toString());
  }

  /** The first step, once the instance runs. */
  public Intent begin() {
    return turn(it -> it.enter(Spot.MAIN, Scope.ROOT, program.steps().getFirst()));
  }

  /** Goes on after a pause: back to waiting, where somebody is still waited for. */
  public Intent resume() {
    return turn(it -> {
      it.draft.add(new Mutation.Transition(Status.RUNNING));
      new Operating(it).forgetDeadlines();
      if (it.state().work().has(PARKED)) {
        it.draft.add(new Internal.SetWork(PARKED, JsonNull.NULL));
      }
    });
  }

  /** Ends the instance, once what was completed is undone. */
  public Intent cancel() {
    return turn(it -> {
      if (Spot.all(it.state()).stream().anyMatch(spot -> spot.undo().isPresent())) {
        it.refuse(
            Reason.Code.INVALID_TRANSITION, "Workflow is already being compensated", "Running");
      } else {
        it.undoing().begin("cancelled", Optional.empty());
      }
    });
  }

  /** Names the run of a step that something is said about. */
  public record Run(String token, long at, int attempt) {
    public static Run of(Spot spot) {
      return new Run(spot.token(), spot.at(), spot.attempt());
    }

    private boolean is(Spot spot) {
      return spot.at() == at && spot.attempt() == attempt;
    }
  }

  /** What holds for a run that is still awaited. */
  private Intent run(Run run, java.util.function.BiConsumer<Turn, Spot> body) {
    Consumer<Turn> ifAwaited =
        it -> {
          var spot = it.spot(run.token()).filter(run::is).filter(Spot::isRunnable);
          if (spot.isPresent()) {
            body.accept(it, spot.get());
          } else {
            it.refuse(Reason.Code.SUPERSEDED, "the instance has moved on", run.token());
          }
        };
    return turn(Turn.Then.AT_ONCE, unlessEnded(ifAwaited));
  }

  /** A step with a timeout begins: from now on its time runs, whatever dies. */
  public Intent begun(Run run) {
    return run(run, (turn, spot) -> new Tasks(turn).arm(spot));
  }

  /** A step was run, or undone. */
  public Intent completed(Run run, Result result) {
    return run(run, (turn, spot) -> complete(turn, spot, result));
  }

  private static void complete(Turn turn, Spot spot, Result result) {
    if (!new Rebase(turn, result).add()) {
      return;
    }
    complete(turn, spot, result.output());
  }

  /**
   * A step failed.
   *
   * @param dice from 0 to 1, for the jitter of the next attempt
   */
  public Intent failed(Run run, Failure failure, double dice) {
    return run(run, (turn, spot) -> fail(turn, spot, failure, dice));
  }

  /** Why a step failed, and whether trying again may help. */
  public record Failure(String code, String message, Chance chance) {
    /** Whether trying again may help. */
    public enum Chance {
      RETRYABLE,
      FINAL
    }

    /** An attempt took longer than the timeout of its step. */
    public static Failure tooLong(Node node) {
      var time = node.timeout().orElseThrow();
      return new Failure("timeout", "the step took longer than " + time, Chance.RETRYABLE);
    }
  }

  static void fail(Turn turn, Spot spot, Failure failure, double dice) {
    var node = turn.node(spot);
    Retry retry = spot.undo().isPresent() ? Undoing.retry(node) : node.retry();
    var delay =
        failure.chance() == Failure.Chance.RETRYABLE
            ? retry.delayAfter(spot.attempt(), dice)
            : Optional.<Duration>empty();
    if (delay.isPresent()) {
      turn.clear(spot.token());
      turn.change(
          spot,
          Tasks.offered(spot)
              .with(Spot.ATTEMPT, Json.of(spot.attempt() + 1))
              .with(Spot.ERROR, Course.error(failure))
              .with(Wake.WAIT, Json.of("retry")));
      turn.timer("retry", spot.token(), delay.get());
      return;
    }
    var error =
        turn.error(failure.code(), failure.message(), spot.step())
            .asObject()
            .with("attempts", Json.of(spot.attempt()));
    if (spot.undo().isPresent()) {
      turn.undoing().failed(spot, error);
    } else {
      turn.fail(spot, error);
    }
  }

  /** The result of a run clashes with what others did meanwhile: the instance waits for people. */
  public Intent parked(Run run, Json reasons) {
    return run(run, (turn, spot) -> new Operating(turn).park(spot, reasons));
  }

  /**
   * Fires the timers that are due.
   *
   * @param dice as for {@link #failed}: an attempt may have taken too long
   */
  public Intent timersDue(double dice) {
    return turn(
        Turn.Then.AT_ONCE,
        it -> {
          boolean awake = it.state().status().isActive() && it.state().status() != Status.PAUSED;
          if (awake) {
            new Timers(it, dice).fire();
          } else {
            it.refuse(
                Reason.Code.SUPERSEDED, "timers rest: the instance is " + it.state().status(), "");
          }
        });
  }

  /** A signal arrives; it is kept until a step waits for it. */
  public Intent signal(String name, Json payload) {
    return turn(it -> {
      if (it.state().status().isTerminal()) {
        refuseEnded(it);
      } else {
        Signals.arrive(it, name, payload);
      }
    });
  }

  /** Somebody hands in what a step asks for, which fits its schema. */
  public Intent input(String step, Json data) {
    return alive(it -> {
      var waiting =
          Spot.all(it.state()).stream()
              .filter(spot -> spot.waitsFor("input") && spot.outputKey().equals(step))
              .findFirst();
      if (waiting.isEmpty() || it.state().status() == Status.PAUSED) {
        it.refuse(Reason.Code.NOT_WAITING, "step '" + step + "' waits for no input", step);
      } else {
        it.complete(waiting.get(), data);
      }
    });
  }

  /** Somebody decides an approval, having looked at {@code seen}. */
  public Intent decide(String approvalId, Decision decision, String actor, Instance seen) {
    return alive(it -> new Approvals(it).decide(approvalId, decision, actor, seen));
  }

  /** Goes on without a current step. */
  public Intent skip(Optional<String> step) {
    return turn(it -> new Operating(it).skip(step));
  }

  /** Goes back to a step that was visited. */
  public Intent goTo(String step) {
    return turn(it -> new Operating(it).goTo(step));
  }

  /** Runs what waits for its next attempt now, with all attempts. */
  public Intent hurry() {
    return alive(it -> new Operating(it).hurry());
  }

  /** Gives the current steps all of their attempts again. */
  public Intent again() {
    return alive(it -> new Operating(it).again());
  }

  /** Nobody here can run it: a step, or undoing one, waits for the workers of a queue. */
  public Intent offered(Run run, String queue) {
    return run(run, (turn, spot) -> new Tasks(turn).offer(spot, queue));
  }

  /** A worker takes a task. */
  public Intent claim(String visit, String worker, Duration lease) {
    return alive(it -> new Tasks(it).claim(visit, worker, lease));
  }

  /** A worker is still at it. */
  public Intent heartbeat(String visit, long fence, Duration lease) {
    return alive(it -> new Tasks(it).heartbeat(visit, fence, lease));
  }

  /** A worker is done. */
  public Intent taskCompleted(String visit, long fence, Json output) {
    return alive(
        it -> new Tasks(it).held(visit, fence).ifPresent(spot -> complete(it, spot, output)));
  }

  private static void complete(Turn turn, Spot spot, Json output) {
    if (spot.undo().isPresent()) {
      turn.undoing().done(spot);
    } else {
      turn.complete(spot, output);
    }
  }

  /** A worker gives up. */
  public Intent taskFailed(String visit, long fence, Failure failure, double dice) {
    return alive(
        it -> new Tasks(it).held(visit, fence).ifPresent(spot -> fail(it, spot, failure, dice)));
  }

  /** The workflow that a step runs was made: the step waits for its end. */
  public Intent childStarted(Run run, String child) {
    return run(
        run,
        (turn, spot) ->
            turn.change(
                spot,
                spot.value().with(Wake.WAIT, Json.of("child")).with(Spot.CHILD, Json.of(child))));
  }

  /** The workflow that a step runs has ended. */
  public Intent childEnded(Instance child) {
    return draft -> {
      var before = draft.state();
      var turn = new Turn(draft, program, Turn.Then.LATER);
      run(turn, unlessEnded(it -> ended(it, child)));
      new Kin(program, draft).note(before, Optional.of(child.id()));
    };
  }

  private static void ended(Turn turn, Instance child) {
    var id = child.id().toString();
    var waiting =
        Spot.all(turn.state()).stream()
            .filter(spot -> spot.waitsFor("child") && spot.child().equals(Optional.of(id)))
            .findFirst();
    if (waiting.isEmpty()) {
      turn.refuse(Reason.Code.SUPERSEDED, "nothing waits for " + id, id);
    } else if (child.status() == Status.COMPLETED) {
      turn.complete(waiting.get(), JsonObject.of("id", id, "context", child.context()));
    } else {
      var message = "the workflow " + id + " is " + child.status();
      turn.fail(waiting.get(), turn.error("child_failed", message, waiting.get().step()));
    }
  }
}
