package dev.cairn.engine;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.Intent;
import dev.cairn.Reason;
import dev.cairn.SchemaLanguage;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.flow.Attempts;
import dev.cairn.flow.Course;
import dev.cairn.flow.Flow;
import dev.cairn.flow.Flow.Failure;
import dev.cairn.flow.Flow.Failure.Chance;
import dev.cairn.flow.Inputs;
import dev.cairn.flow.Result;
import dev.cairn.flow.Spot;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one step of one token, and commits what came of it: once. */
final class Quantum {
  private final Drive drive;
  private final EngineSettings settings;
  private final Children children;
  private final Instance instance;
  private final Flow flow;
  private final Spot spot;
  private final Fence fence;
  private final Flow.Run named;

  Quantum(
      Drive drive,
      EngineSettings settings,
      Children children,
      Instance instance,
      Flow flow,
      Spot spot,
      Fence fence) {
    this.drive = drive;
    this.settings = settings;
    this.children = children;
    this.instance = instance;
    this.flow = flow;
    this.spot = spot;
    this.fence = fence;
    this.named = Flow.Run.of(spot);
  }

  /** A quick child may have ended before its parent waited for it, and told nobody. */
  private CommitResult begin(Action.Child child) {
    var made = children.begin(instance, spot, child);
    var result = commit(flow.childStarted(named, made.toString()));
    if (result instanceof CommitResult.Committed waiting) {
      children.look(waiting.instance());
    } else if (result instanceof CommitResult.Rejected) {
      children.unlessAwaited(made, instance.id());
    }
    return result;
  }

  /** Runs and commits; {@code run} is told while the handler is at work. */
  CommitResult go(Run run) {
    var node = flow.program().find(spot.step()).orElseThrow();
    if (spot.undo().isEmpty() && node.action() instanceof Action.Child child) {
      return begin(child);
    }
    var name = handlerName(node);
    if (settings.without() == EngineSettings.Without.OFFER
        && !settings.handlers().containsKey(name)) {
      return commit(flow.offered(named, name));
    }
    if (isToBegin(node) && settings.handlers().containsKey(name)) {
      var begun = commit(flow.begun(named));
      return begun instanceof CommitResult.Committed it ? on(it.instance()).go(run) : begun;
    }
    long began = System.nanoTime();
    run.begins(spot);
    Optional<Outcome> outcome;
    Failure failure = new Failure("", "", Chance.FINAL);
    try {
      outcome = Optional.of(handle(node));
    } catch (StepFailure said) {
      outcome = Optional.empty();
      failure =
          new Failure(
              said.code(), message(said), said.isRetryable() ? Chance.RETRYABLE : Chance.FINAL);
    } catch (TimeoutException late) {
      outcome = Optional.empty();
      failure = new Failure("timeout", message(late), Chance.RETRYABLE);
    } catch (Exception | Error thrown) {
      // The user's own code: whatever it throws is the step's failure, and ends no engine.
      outcome = Optional.empty();
      failure = new Failure("handler_failed", message(thrown), Chance.RETRYABLE);
    } finally {
      run.ends();
    }
    if (run.isAbandoned()) {
      return new CommitResult.Rejected(List.of());
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    return told(outcome.isPresent() ? completed(node, outcome.get()) : failed(failure), took);
  }

  /** Whether the time of the step does not run yet: a commit of its own says when it began. */
  private boolean isToBegin(Node node) {
    return node.timeout().isPresent() && spot.undo().isEmpty() && until().isEmpty();
  }

  /** When the attempt is over, done or not; kept in the state, where a crash does not move it. */
  private Optional<Instant> until() {
    return instance.state().timers().get(spot.deadline()).map(Wake::dueAt);
  }

  private Quantum on(Instance begun) {
    return new Quantum(drive, settings, children, begun, flow, spot, fence);
  }

  private CommitResult told(CommitResult result, Duration took) {
    if (result instanceof CommitResult.Committed it) {
      var what = Attempts.of(spot, it.instance());
      drive.tell(observer -> observer.attempted(what, spot.step(), took));
    }
    return result;
  }

  private static String message(Throwable thrown) {
    var message = thrown.getMessage();
    return message == null || message.isEmpty() ? thrown.getClass().getName() : message;
  }

  private Outcome handle(Node node) throws Exception {
    var name = handlerName(node);
    var handler = settings.handlers().get(name);
    if (handler == null) {
      throw StepFailure.permanent(
          "no_handler", "no handler '" + name + "' is registered with " + settings.node());
    }
    var job = job(node);
    var until = until();
    return until.isPresent() ? within(until.get(), node, handler, job) : handler.run(job);
  }

  private String handlerName(Node node) {
    return spot.undo().isPresent()
        ? node.compensate().orElseThrow().handler()
        : ((Action.Task) node.action()).handler();
  }

  private Job job(Node node) {
    var input =
        node.action() instanceof Action.Task task
            ? Inputs.of(instance.state(), task.input())
            : instance.context();
    return new Job(
        instance,
        spot.step(),
        spot.attempt(),
        spot.idempotencyKey(instance.id().toString()),
        input,
        Course.item(flow.program(), instance, spot),
        Course.output(instance, spot));
  }

  /** On a thread of its own: a handler that does not listen must not keep the token. */
  private Outcome within(Instant until, Node node, Handler handler, Job job) throws Exception {
    var left = Duration.between(drive.clock().instant(), until);
    if (!left.isPositive()) {
      throw late(node);
    }
    var task = new FutureTask<>(() -> handler.run(job));
    var thread = Thread.ofVirtual().name("cairn-step-" + job.stepId()).start(task);
    try {
      return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw late(node);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private static TimeoutException late(Node node) {
    return new TimeoutException(Failure.tooLong(node).message());
  }

  private CommitResult completed(Node node, Outcome outcome) {
    var unfit = unfit(node, outcome.output());
    if (unfit.isPresent()) {
      return failed(unfit.get());
    }
    var result = new Result(outcome.output(), outcome.changes(), instance.context());
    return switch (commit(flow.completed(named, result))) {
      case CommitResult.Rejected it -> refused(it);
      case CommitResult.Committed it -> it;
      case CommitResult.Repeated it -> it;
      case CommitResult.Conflict it -> it;
      case CommitResult.Fenced it -> it;
    };
  }

  private Optional<Failure> unfit(Node node, Json output) {
    if (node.outputSchema().isEmpty() || spot.undo().isPresent()) {
      return Optional.empty();
    }
    if (!(output instanceof JsonObject object)) {
      return Optional.of(new Failure("output_schema", "the output is not an object", Chance.FINAL));
    }
    var violations = SchemaLanguage.load().compile(node.outputSchema().get()).check(object);
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Failure(
                "output_schema",
                String.join(
                    "; ", violations.stream().map(it -> it.path() + ": " + it.message()).toList()),
                Chance.FINAL));
  }

  /** A result that may not be kept: because of what others did, or of what it is. */
  private CommitResult refused(CommitResult.Rejected rejected) {
    var codes = rejected.reasons().stream().map(Reason::code).toList();
    if (codes.contains(Reason.Code.SUPERSEDED) || codes.contains(Reason.Code.TERMINAL)) {
      return rejected;
    }
    var reasons = Json.of(rejected.reasons().stream().map(Reason::toJson).toList());
    boolean moved =
        drive
            .remembered(instance.id())
            .filter(it -> it.context().equals(instance.context()))
            .isEmpty();
    return moved
        ? commit(flow.parked(named, reasons))
        : failed(
            new Failure(
                "result_refused",
                String.join("; ", rejected.reasons().stream().map(Reason::detail).toList()),
                Chance.FINAL));
  }

  private CommitResult failed(Failure failure) {
    return commit(flow.failed(named, failure, drive.random().nextDouble()));
  }

  private CommitResult commit(Intent intent) {
    try {
      return drive.commit(instance.id(), intent, Optional.of(fence));
    } catch (CairnException.NotFound deleted) {
      return new CommitResult.Rejected(List.of());
    }
  }
}
