package dev.cairn.cli;

import java.util.concurrent.CountDownLatch;

/**
 * The end of a process that runs until it is told to end. While one is open, a signal to end lets
 * the command finish, and the process ends as if nothing had happened: with 0.
 */
final class End implements AutoCloseable {
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::finish, "cairn-end");

  private End() {}

  static End ofProcess() {
    var end = new End();
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  /** Returns when the process, or this thread, is told to end. */
  void await() {
    try {
      told.await();
    } catch (InterruptedException end) {
      // Whoever interrupts a server wants it to stop, and it is about to.
    }
  }

  private void finish() {
    told.countDown();
    try {
      done.await();
      // The exit code of a signal is the signal's, unless the process ends right here.
      Runtime.getRuntime().halt(ExitCode.DONE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has finished all that it had to. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending: the hook runs, and has waited for this.
    }
  }
}
