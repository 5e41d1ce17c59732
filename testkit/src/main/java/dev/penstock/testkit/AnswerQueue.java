package dev.penstock.testkit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which answer a request gets: the next in the queue, else the handler's, else the last again. */
final class AnswerQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Answer> queue = new ArrayDeque<>();
  private final @Nullable Function<ReceivedRequest, Answer> handler;
  private @Nullable Answer last;

  AnswerQueue(@Nullable Function<ReceivedRequest, Answer> handler) {
    this.handler = handler;
  }

  void add(List<Answer> answers) {
    lock.lock();
    try {
      queue.addAll(answers);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the answer to a request, whose maker may be code of the test and is called by who gives
   * it.
   */
  Supplier<Answer> next(ReceivedRequest request) {
    lock.lock();
    try {
      var next = queue.poll();
      if (next == null && handler != null) {
        return () -> handler.apply(request);
      }
      if (next != null) {
        last = next;
      }
      var answer = last;
      return () -> {
        if (answer == null) {
          throw new IllegalStateException("no answer was queued");
        }
        return answer;
      };
    } finally {
      lock.unlock();
    }
  }
}
