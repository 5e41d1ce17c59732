package dev.penstock.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call on a thread of its own, that may block for ever if what it calls is broken: who asks for
 * its outcome does not.
 */
final class Call<T> {
  private final Thread thread;
  private final FutureTask<T> task;
  private volatile boolean interruptedAtEnd;

  private Call(Thread.Builder threads, Callable<T> body) {
    task =
        new FutureTask<>(() -> {
          try {
            return body.call();
          } finally {
            interruptedAtEnd = Thread.currentThread().isInterrupted();
          }
        });
    thread = threads.name("call").unstarted(task);
  }

  /** Starts one on a virtual thread. */
  static <T> Call<T> start(Callable<T> body) {
    return start(Thread.ofVirtual(), body);
  }

  /** Starts one. */
  static <T> Call<T> start(Thread.Builder threads, Callable<T> body) {
    var call = new Call<>(threads, body);
    call.thread.start();
    return call;
  }

  /** Waits until the thread waits for something. */
  Call<T> awaitWaiting() {
    Eventually.holds(
        "a call that waits",
        () ->
            switch (thread.getState()) {
              case WAITING, TIMED_WAITING -> true;
              case TERMINATED -> throw new AssertionError("the call did not wait: " + outcome());
              default -> false;
            });
    return this;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** {@return whether the thread's interrupt flag was set when the call ended} */
  boolean wasInterruptedAtEnd() {
    return interruptedAtEnd;
  }

  /** {@return what the call gave} */
  T result() {
    return result(Eventually.PATIENCE);
  }

  private T result(Duration patience) {
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the call failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw stuck(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a call", e);
    }
  }

  /** {@return what the call threw} */
  Throwable failure() {
    var patience = Eventually.PATIENCE;
    try {
      var given = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      throw new AssertionError("the call should have failed, and gave " + given);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      throw stuck(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a call", e);
    }
  }

  private AssertionError stuck(Duration patience) {
    var blocked = new AssertionError("the call is still blocked after " + patience);
    blocked.setStackTrace(thread.getStackTrace());
    thread.interrupt();
    return blocked;
  }

  private String outcome() {
    try {
      return "it gave " + task.get();
    } catch (ExecutionException e) {
      return "it threw " + e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
