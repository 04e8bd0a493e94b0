package dev.cairn.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Closed-loop load: callers make their operation back to back for a time; every latency counts.
 * Times are in seconds where not said otherwise. Safe for use by many threads.
 */
public final class Load {
  private static final int RUNNING = 1;
  private static final int STOPPED = 2;

  private Load() {}

  /** What one caller does, again and again: on one thread. */
  public interface Caller extends AutoCloseable {
    void call(long turn) throws Exception;

    @Override
    default void close() throws Exception {}
  }

  /** Makes the callers of a run, each told its number from 0. */
  public interface Callers {
    Caller open(int number) throws Exception;
  }

  /** Bytes written so far, asked before and after. */
  public interface Meter {
    long bytes() throws Exception;
  }

  /** What a run measured; times in microseconds. */
  public record Sample(double perSecond, double p50, double p99, double bytesEach) {}

  /**
   * Measures so many callers at once.
   *
   * @param warm how long they call before what they do counts
   * @throws Exception the first failure of a caller
   */
  public static Sample run(int callers, double warm, double seconds, Callers make, Meter meter)
      throws Exception {
    var phase = new Phase();
    try (var threads = Executors.newFixedThreadPool(callers)) {
      var ready = new CountDownLatch(callers);
      var runs = new ArrayList<Future<long[]>>();
      for (int number = 0; number < callers; number++) {
        int own = number;
        runs.add(threads.submit(() -> loop(make, own, ready, phase)));
      }
      ready.await();
      pause(warm);
      long bytes = meter.bytes();
      long start = System.nanoTime();
      phase.now = RUNNING;
      pause(seconds);
      phase.now = STOPPED;
      double elapsed = (System.nanoTime() - start) / 1e9;
      long[] all = collect(runs);
      return new Sample(
          all.length / elapsed,
          at(all, 0.50),
          at(all, 0.99),
          (meter.bytes() - bytes) / (double) Math.max(1, all.length));
    }
  }

  private static final class Phase {
    volatile int now;
  }

  private static long[] loop(Callers make, int number, CountDownLatch ready, Phase phase)
      throws Exception {
    try (var caller = open(make, number, ready)) {
      long[] taken = new long[1 << 12];
      int count = 0;
      for (long turn = 0; phase.now != STOPPED; turn++) {
        boolean counts = phase.now == RUNNING;
        long start = System.nanoTime();
        caller.call(turn);
        long end = System.nanoTime();
        if (counts && phase.now == RUNNING) {
          taken = count == taken.length ? Arrays.copyOf(taken, count * 2) : taken;
          taken[count++] = end - start;
        }
      }
      return Arrays.copyOf(taken, count);
    }
  }

  private static Caller open(Callers make, int number, CountDownLatch ready) throws Exception {
    try {
      return make.open(number);
    } finally {
      ready.countDown();
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1_000));
  }

  private static long[] collect(List<Future<long[]>> runs)
      throws InterruptedException, ExecutionException {
    long[] all = new long[0];
    for (var run : runs) {
      long[] more = run.get();
      int length = all.length;
      all = Arrays.copyOf(all, length + more.length);
      System.arraycopy(more, 0, all, length, more.length);
    }
    Arrays.sort(all);
    return all;
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * share)] / 1e3;
  }
}
