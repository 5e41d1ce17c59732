package dev.penstock.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cancels something when the process is told to end (by Ctrl-C, say), and gives its command a
 * moment to say what there was. Closed by the command when it has.
 */
final class Cancellation implements AutoCloseable {
  private static final long MOMENT_MILLIS = 1_000;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  Cancellation(Runnable cancel) {
    hook = new Thread(() -> run(cancel), "penstock-cancellation");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void run(Runnable cancel) {
    cancel.run();
    try {
      if (!finished.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: the process is about to end.
    }
  }
}
