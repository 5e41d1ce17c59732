package dev.penstock.backend.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A call on a thread of its own that waits for something; both kinds of threads are to be tried.
 */
final class Background {
  static final Duration PROMPT = Duration.ofSeconds(5);

  private final FutureTask<Object> task;
  private final Thread thread;
  private volatile boolean flagged;

  private Background(Thread.Builder kind, Callable<?> call) {
    task =
        new FutureTask<>(() -> {
          try {
            return call.call();
          } finally {
            flagged = Thread.currentThread().isInterrupted();
          }
        });
    thread = kind.unstarted(task);
  }

  static List<Thread.Builder> bothKinds() {
    return List.of(Thread.ofVirtual(), Thread.ofPlatform());
  }

  /** Starts a call and waits until it waits. */
  static Background waiting(Thread.Builder kind, Callable<?> call) {
    var background = new Background(kind, call);
    background.thread.start();
    await()
        .atMost(PROMPT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            switch (background.thread.getState()) {
              case WAITING, TIMED_WAITING -> true;
              default -> false;
            });
    return background;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Returns whether the interrupt flag was set at the end. */
  boolean wasFlagged() {
    return flagged;
  }

  /** Returns what the call threw. */
  Throwable failure() {
    var thrown = catchThrowable(() -> task.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS));
    assertThat(thrown).as("the call's failure").hasCauseInstanceOf(Throwable.class);
    return Objects.requireNonNull(thrown.getCause());
  }
}
