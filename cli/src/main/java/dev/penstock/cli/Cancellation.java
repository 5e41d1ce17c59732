package dev.penstock.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets a command say what there was when the process is told to end, by Ctrl-C for instance. */
final class Cancellation {
  private static final long MOMENT_MILLIS = 1_000;

  private Cancellation() {}

  /**
   * Runs a command that can be cancelled.
   *
   * @param cancel makes the command end soon; is run if the process is told to end, which then
   *     waits a moment for it
   * @param command the command
   * @return what the command returns
   */
  static int guard(Runnable cancel, IntSupplier command) {
    var finished = new CountDownLatch(1);
    var hook = new Thread(() -> cancel(cancel, finished), "penstock-cancellation");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return command.getAsInt();
    } finally {
      finished.countDown();
      forget(hook);
    }
  }

  private static void cancel(Runnable cancel, CountDownLatch finished) {
    cancel.run();
    try {
      boolean ignored = finished.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: the process is about to end.
    }
  }
}
