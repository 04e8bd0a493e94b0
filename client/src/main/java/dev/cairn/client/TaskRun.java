package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import dev.cairn.Work.Chance;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One task that is being done: the handler at work, and who prolongs the lease meanwhile. */
final class TaskRun {
  private static final System.Logger LOG = System.getLogger(TaskRun.class.getName());
  private static final int WORDS = 3;
  private static final Duration RELEASE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Work work;
  private final TaskGrant grant;
  private final Duration lease;
  private final CountDownLatch done = new CountDownLatch(1);

  /** Until when the task is surely this worker's, by the clock that only measures. */
  private volatile long until;

  private boolean lost;
  private Optional<Thread> thread = Optional.empty();

  TaskRun(Work work, TaskGrant grant, Duration lease) {
    this.work = work;
    this.grant = grant;
    this.lease = lease;
    this.until = System.nanoTime() + lease.toNanos();
  }

  /** Does the task, and says what came of it. */
  void go(TaskHandler handler) {
    begin();
    var prolonging = Thread.ofVirtual().name("cairn-lease-" + grant.taskId()).start(this::prolong);
    try {
      say(result(handler));
    } finally {
      done.countDown();
      join(prolonging);
      if (isLost()) {
        giveBack();
      }
    }
  }

  private synchronized void begin() {
    thread = Optional.of(Thread.currentThread());
  }

  /** What is to be said in the end. */
  private Supplier<CommitResult> result(TaskHandler handler) {
    try {
      var output = handler.handle(grant);
      return () -> work.complete(grant.taskId(), grant.fence(), output);
    } catch (StepFailure said) {
      return failed(said.code(), said, said.isRetryable() ? Chance.RETRYABLE : Chance.FINAL);
    } catch (Exception | Error thrown) {
      // The user's own code: whatever it throws is the failure of the task, and ends no worker.
      return failed("handler_failed", thrown, Chance.RETRYABLE);
    } finally {
      end();
    }
  }

  private Supplier<CommitResult> failed(String code, Throwable thrown, Chance chance) {
    var message = thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    var error = JsonObject.of("code", code, "message", message);
    return () -> work.fail(grant.taskId(), grant.fence(), error, chance);
  }

  private synchronized void end() {
    thread = Optional.empty();
    // Whoever interrupted the handler has had its way.
    Thread.interrupted();
  }

  private synchronized boolean isLost() {
    return lost;
  }

  /** Says it until somebody has heard it, or it is for others to say. */
  private void say(Supplier<CommitResult> word) {
    while (!isLost() && System.nanoTime() - until < 0) {
      try {
        if (!(word.get() instanceof CommitResult.Committed)) {
          LOG.log(Level.INFO, "task " + grant.taskId() + " has passed on, or was done before");
        }
        return;
      } catch (CairnException.Unavailable | CairnException.TooMany away) {
        pause(away);
      } catch (CairnException refused) {
        LOG.log(Level.WARNING, "what came of task " + grant.taskId() + " is refused", refused);
        return;
      }
    }
  }

  private void pause(CairnException away) {
    LOG.log(Level.DEBUG, "task " + grant.taskId() + " is told of later", away);
    long end = System.nanoTime() + PAUSE.toNanos();
    while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
    if (Thread.interrupted()) {
      drop();
    }
  }

  private void prolong() {
    try {
      while (!done.await(lease.toNanos() / WORDS, TimeUnit.NANOSECONDS)) {
        long from = System.nanoTime();
        switch (heard()) {
          case YES -> until = from + lease.toNanos();
          case NO -> {
            abandon();
            return;
          }
          case UNKNOWN -> {
            if (System.nanoTime() - until >= 0) {
              abandon();
              return;
            }
          }
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the lease was prolonged. */
  private enum Heard {
    YES,
    NO,
    UNKNOWN
  }

  private Heard heard() {
    try {
      var result = work.heartbeat(grant.taskId(), grant.fence(), lease);
      return result instanceof CommitResult.Committed ? Heard.YES : Heard.NO;
    } catch (CairnException.NotFound gone) {
      return Heard.NO;
    } catch (CairnException away) {
      LOG.log(Level.DEBUG, "the lease of " + grant.taskId() + " is prolonged later", away);
      return Heard.UNKNOWN;
    }
  }

  private synchronized void drop() {
    lost = true;
  }

  /** It is not this worker's any more, or is not to be: the handler is interrupted. */
  synchronized void abandon() {
    lost = true;
    thread.ifPresent(Thread::interrupt);
  }

  /** Others may have it, soon. */
  void giveBack() {
    try {
      work.heartbeat(grant.taskId(), grant.fence(), RELEASE);
    } catch (CairnException away) {
      LOG.log(Level.DEBUG, "task " + grant.taskId() + " is free when its lease ends", away);
    }
  }

  private static void join(Thread other) {
    try {
      other.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
