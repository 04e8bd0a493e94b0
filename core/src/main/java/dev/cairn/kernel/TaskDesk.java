package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Names;
import dev.cairn.TaskGrant;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.flow.Attempts;
import dev.cairn.flow.Course;
import dev.cairn.flow.Inputs;
import dev.cairn.flow.Spot;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hands out the tasks of queues. */
final class TaskDesk {
  private static final int MAX = 100;
  private static final Duration PATIENCE_MAX = Duration.ofMinutes(1);

  private static final int UUID_LENGTH = 36;

  private final Drive drive;
  private final String actor;

  TaskDesk(Drive drive, String actor) {
    this.drive = drive;
    this.actor = actor;
  }

  /** A task is a visit of a step of an instance. */
  record Task(InstanceId instance, String visit) {}

  Task task(String taskId) {
    if (taskId.length() < UUID_LENGTH + 2 || taskId.charAt(UUID_LENGTH) != '.') {
      throw new CairnException.NotFound(
          "task_not_found", "no task '" + taskId + "'", "claim one, and use its taskId");
    }
    return new Task(
        InstanceId.of(taskId.substring(0, UUID_LENGTH)), taskId.substring(UUID_LENGTH + 1));
  }

  /** Where the token of a task stands, as long as it does. */
  Optional<Spot> spot(Instance instance, Task task) {
    return Spot.all(instance.state()).stream()
        .filter(it -> it.visit().equals(task.visit()))
        .findFirst();
  }

  /** Tells the observer what came of a task, if anything did. */
  CommitResult told(Optional<Spot> spot, CommitResult result) {
    if (result instanceof Committed it && spot.isPresent()) {
      var now = it.instance().updatedAt();
      var took = Duration.between(spot.get().since().orElse(now), now);
      var what = Attempts.of(spot.get(), it.instance());
      drive.tell(observer -> observer.attempted(what, spot.get().step(), took));
    }
    return result;
  }

  List<TaskGrant> claim(String queue, int max, Duration lease, Duration patience) {
    Names.check("queue", queue, 200);
    var bounded = bounded(lease, Duration.ofSeconds(1), Duration.ofDays(1));
    var offered = new Semaphore(0);
    var unwatch =
        drive.watch(instance -> {
          if (Wake.queues(instance.state()).contains(queue)) {
            offered.release();
          }
        });
    var unlisten = drive.word().onQueue(queue, offered::release);
    try {
      long end = System.nanoTime() + bounded(patience, Duration.ZERO, PATIENCE_MAX).toNanos();
      var grants = claim(queue, Math.clamp(max, 1, MAX), bounded);
      while (grants.isEmpty() && System.nanoTime() < end && await(queue, offered, end)) {
        grants = claim(queue, Math.clamp(max, 1, MAX), bounded);
      }
      return grants;
    } finally {
      unwatch.run();
      unlisten.run();
    }
  }

  private static Duration bounded(Duration asked, Duration least, Duration most) {
    return asked.compareTo(least) < 0 ? least : asked.compareTo(most) > 0 ? most : asked;
  }

  /** Waits until something may have been offered; false when the caller is to stop. */
  private boolean await(String queue, Semaphore offered, long end) {
    try {
      drive.word().wantQueue(queue);
      long left = Math.min(end - System.nanoTime(), drive.look().toNanos());
      if (offered.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        offered.drainPermits();
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<TaskGrant> claim(String queue, int max, Duration lease) {
    var grants = new ArrayList<TaskGrant>();
    var after = Optional.<InstanceId>empty();
    boolean more = true;
    while (more && grants.size() < max) {
      var page = drive.leases().offering(queue, after, max);
      drive.current(page).stream()
          .filter(instance -> grants.size() < max)
          .forEach(instance -> claim(instance, queue, lease).ifPresent(grants::add));
      more = page.size() == max;
      after = more ? Optional.of(page.getLast()) : after;
    }
    return grants;
  }

  /** Another may have been faster: then there is no grant. */
  private Optional<TaskGrant> claim(Instance instance, String queue, Duration lease) {
    var flow = drive.flow(instance);
    var spot =
        Spot.all(instance.state()).stream()
            .filter(it -> it.waitsFor("task") && it.worker().isEmpty())
            .filter(it -> it.value().require(Wake.QUEUE).asString().equals(queue))
            .findFirst();
    if (flow.isEmpty() || spot.isEmpty()) {
      return Optional.empty();
    }
    var visit = spot.get().visit();
    var result =
        drive.commit(instance.id(), flow.get().claim(visit, actor, lease), Optional.empty());
    return result instanceof Committed it
        ? Spot.all(it.instance().state()).stream()
            .filter(held -> held.visit().equals(visit))
            .findFirst()
            .map(held -> grant(it.instance(), held))
        : Optional.empty();
  }

  private TaskGrant grant(Instance instance, Spot spot) {
    var node = drive.flow(instance).orElseThrow().program().find(spot.step()).orElseThrow();
    var input =
        node.action() instanceof Action.Task task && spot.undo().isEmpty()
            ? Inputs.of(instance.state(), task.input())
            : Course.output(instance, spot).orElse(JsonObject.empty());
    return new TaskGrant(
        instance.id() + "." + spot.visit(),
        instance.id(),
        spot.step(),
        spot.attempt(),
        spot.fence(),
        input,
        spot.idempotencyKey(instance.id().toString()),
        Times.parse(spot.until().orElseThrow()));
  }
}
