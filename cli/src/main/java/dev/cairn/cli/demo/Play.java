package dev.cairn.cli.demo;

import static dev.cairn.cli.demo.Check.check;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Scope;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Plays one trace as an instance: each level of tasks in a cancel scope, each program of the level
 * in a scope below it, each task a token. Tasks of a level end at once, each in a commit of its own
 * made by a thread of its own.
 */
final class Play {
  /** Whether one task is made to fail. */
  enum Fault {
    NONE,
    ONE_TASK
  }

  private final Cairn cairn;
  private final Trace trace;
  private final Fault fault;
  private final Progress progress;
  private final ExecutorService threads;

  Play(Cairn cairn, Trace trace, Fault fault, Progress progress, ExecutorService threads) {
    this.cairn = cairn.as("player");
    this.trace = trace;
    this.fault = fault;
    this.progress = progress;
    this.threads = threads;
  }

  Instance run() {
    cairn.definitions().register(definition());
    var id = cairn.workflows().create(request()).id();
    cairn.workflows().start(id).orThrow();
    for (int level = 0; level < trace.levels().size(); level++) {
      play(id, new Level(level, trace.levels().get(level)));
    }
    cairn.workflows().commit(ending(id)).orThrow();
    var played = cairn.workflows().get(id);
    checkWhole(played);
    progress.ended(trace, played);
    return played;
  }

  private Definition definition() {
    var steps =
        trace.tasks().stream()
            .map(task -> JsonObject.of("id", task.id(), "name", task.name()))
            .toList();
    return Definition.parse(
        JsonObject.of(
            "id",
            trace.name(),
            "indexes",
            List.of("context.tasks", "context.result.seconds"),
            "steps",
            Json.of(steps)));
  }

  private NewInstance request() {
    return NewInstance.of(trace.name())
        .context(
            JsonObject.of(
                "title",
                "A run of " + trace.name(),
                "tasks",
                trace.tasks().size(),
                "levels",
                trace.levels().size()))
        .tags("demo")
        .attributes(JsonObject.of("widest", trace.width()));
  }

  /** The tasks that may run at once, and where their tokens live. */
  private record Level(int number, List<Task> tasks) {
    String scope() {
      return "level-" + (number + 1);
    }

    Set<String> families() {
      var families = new LinkedHashSet<String>();
      tasks.forEach(task -> families.add(task.name()));
      return families;
    }
  }

  private void play(InstanceId id, Level level) {
    if (fault == Fault.ONE_TASK && level.tasks.size() == trace.width()) {
      playWithFault(id, level);
      return;
    }
    open(id, level.scope(), level, level.tasks);
    completeAll(id, level.tasks, "");
    close(id, level.scope(), level);
  }

  /** Half of the tasks end, one fails, its scope is cancelled, and the rest run in a new one. */
  private void playWithFault(InstanceId id, Level level) {
    int half = level.tasks.size() / 2;
    var done = level.tasks.subList(0, half);
    var rest = level.tasks.subList(half, level.tasks.size());
    open(id, level.scope(), level, level.tasks);
    completeAll(id, done, "");
    var failure =
        Commit.to(id)
            .because("task " + rest.getFirst().id() + " failed")
            .with(
                new Mutation.UpdateToken(rest.getFirst().id(), status("failed")),
                new Mutation.CancelScope(level.scope()));
    cairn.workflows().commit(failure).orThrow();
    checkCancelled(cairn.workflows().get(id), done, rest);
    var again = new Level(level.number, rest);
    open(id, level.scope() + "-again", again, rest, "~2");
    completeAll(id, rest, "~2");
    close(id, level.scope() + "-again", again);
    progress.retried(trace, rest.size());
  }

  private static void checkCancelled(Instance now, List<Task> done, List<Task> rest) {
    check(
        done.stream().allMatch(task -> isIn(now, task, Token.COMPLETE)),
        "cancelling a scope leaves completed tokens alone");
    check(
        rest.stream().skip(1).allMatch(task -> isIn(now, task, Token.CANCELLED)),
        "cancelling a scope cancels its active tokens");
  }

  private static boolean isIn(Instance now, Task task, String status) {
    return now.state().token(task.id()).filter(it -> it.status().equals(status)).isPresent();
  }

  private void open(InstanceId id, String scope, Level level, List<Task> tasks) {
    open(id, scope, level, tasks, "");
  }

  private void open(InstanceId id, String scope, Level level, List<Task> tasks, String suffix) {
    var mutations = new ArrayList<Mutation>();
    mutations.add(new Mutation.MoveTo(tasks.getFirst().id()));
    mutations.add(new Mutation.EnterScope(scope, Scope.ROOT));
    for (var family : level.families()) {
      mutations.add(new Mutation.EnterScope(scope + "/" + family, scope));
    }
    for (var task : tasks) {
      mutations.add(new Mutation.AddToken(task.id() + suffix, Token.in(scope + "/" + task.name())));
    }
    cairn.workflows().commit(Commit.to(id).with(mutations)).orThrow();
  }

  private void completeAll(InstanceId id, List<Task> tasks, String suffix) {
    var running = new ArrayList<Future<?>>();
    for (var task : tasks) {
      running.add(threads.submit(() -> complete(id, task, suffix)));
    }
    running.forEach(Play::join);
  }

  private void complete(InstanceId id, Task task, String suffix) {
    var commit =
        Commit.to(id)
            .key("done " + task.id())
            .with(
                new Mutation.UpdateToken(task.id() + suffix, status(Token.COMPLETE)),
                new Mutation.SetStepData(task.id(), task.output()),
                new Mutation.IncrementStepCount());
    cairn.workflows().commit(commit).orThrow();
    progress.advanced(trace);
  }

  private void close(InstanceId id, String scope, Level level) {
    var mutations = new ArrayList<Mutation>();
    for (var family : level.families()) {
      mutations.add(new Mutation.ExitScope(scope + "/" + family));
    }
    mutations.add(new Mutation.ExitScope(scope));
    cairn.workflows().commit(Commit.to(id).with(mutations)).orThrow();
  }

  private Commit ending(InstanceId id) {
    var slowest = trace.slowest();
    var result =
        JsonObject.of(
            "seconds",
            JsonNumber.of(trace.seconds()),
            "slowest",
            JsonObject.of("task", slowest.id(), "seconds", JsonNumber.of(slowest.seconds())));
    return Commit.to(id)
        .because("all tasks are done")
        .with(
            new Mutation.MergeContext(JsonObject.of("result", result)),
            new Mutation.Transition(Status.COMPLETED));
  }

  private void checkWhole(Instance played) {
    int tasks = trace.tasks().size();
    check(played.status() == Status.COMPLETED, trace.name() + " is completed");
    check(played.stepData().size() == tasks, trace.name() + " has the output of every task");
    check(played.state().stepCount() == tasks, trace.name() + " counted every task once");
  }

  private static JsonObject status(String status) {
    return JsonObject.of("status", status);
  }

  private static void join(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
