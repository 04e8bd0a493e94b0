package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes tasks from a queue and does them, so many at a time, on virtual threads. A task that is
 * being done stays the worker's; one whose lease was lost is dropped, and nothing more is said of
 * it. When the server is away the worker waits for it. Safe for use by many threads.
 */
public final class TaskWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TaskWorker.class.getName());
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final int CLAIM_MAX = 100;

  private final Work work;
  private final WorkerSettings settings;
  private final TaskHandler handler;
  private final Semaphore free;
  private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("cairn-worker").unstarted(this::run);

  private TaskWorker(Work work, WorkerSettings settings, TaskHandler handler) {
    this.work = work;
    this.settings = settings;
    this.handler = handler;
    this.free = new Semaphore(settings.concurrency());
  }

  /**
   * Begins to work.
   *
   * @param work of a {@link RemoteCairn}, or of a store in this process
   */
  public static TaskWorker start(Work work, WorkerSettings settings, TaskHandler handler) {
    var worker = new TaskWorker(work, settings, handler);
    worker.thread.start();
    return worker;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    var pause = PAUSE_MIN;
    try {
      while (!isStopping()) {
        int places = take();
        try {
          begin(claim(places), places);
          pause = PAUSE_MIN;
        } catch (CairnException away) {
          free.release(places);
          LOG.log(Level.WARNING, "tasks of '" + settings.queue() + "' are claimed later", away);
          pause = waited(pause);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits longer each time, or until the worker is to stop; gives the next pause. */
  private Duration waited(Duration pause) throws InterruptedException {
    stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
  }

  /** All places that are free; waits for a first one. */
  private int take() throws InterruptedException {
    free.acquire();
    int places = 1;
    while (places < CLAIM_MAX && free.tryAcquire()) {
      places++;
    }
    return places;
  }

  private List<TaskGrant> claim(int places) {
    return work.claim(settings.queue(), places, settings.lease(), settings.patience());
  }

  private void begin(List<TaskGrant> grants, int places) {
    free.release(places - grants.size());
    for (var grant : grants) {
      var run = new TaskRun(work, grant, settings.lease());
      if (isStopping()) {
        run.giveBack();
        free.release();
      } else {
        running.add(run);
        Thread.ofVirtual()
            .name("cairn-task-" + grant.taskId())
            .start(() -> {
              try {
                run.go(handler);
              } finally {
                running.remove(run);
                free.release();
              }
            });
      }
    }
  }

  /**
   * Takes no more tasks, and waits for those that are being done. What is not done in time is
   * interrupted and given back.
   */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
      if (!free.tryAcquire(
          settings.concurrency(), settings.drain().toNanos(), TimeUnit.NANOSECONDS)) {
        running.forEach(TaskRun::abandon);
        free.acquire(settings.concurrency());
      }
    } catch (InterruptedException hurried) {
      running.forEach(TaskRun::abandon);
      Thread.currentThread().interrupt();
    }
  }
}
