package dev.penstock.testkit;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Permits that scripts wait for, in the order of their coming, unless their connection is over
 * first.
 */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int permits;

  void release(int count) {
    lock.lock();
    try {
      permits += count;
      while (permits > 0 && !waiting.isEmpty()) {
        if (waiting.remove().complete(null)) {
          permits--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a permit, waiting for it; false, with none taken, if the connection was over before there
   * was one.
   */
  boolean acquire(CompletableFuture<?> over) throws InterruptedException {
    var turn = new CompletableFuture<Void>();
    lock.lock();
    try {
      if (over.isDone()) {
        return false;
      }
      if (permits > 0) {
        permits--;
        return true;
      }
      waiting.add(turn);
    } finally {
      lock.unlock();
    }
    try {
      CompletableFuture.anyOf(turn, over).get();
    } catch (ExecutionException e) {
      throw new AssertionError("neither of the two ever fails", e);
    } catch (InterruptedException e) {
      keeps(turn, CompletableFuture.completedFuture(null));
      throw e;
    }
    return keeps(turn, over);
  }

  /** Stops waiting. A permit given to one that no longer wants it goes to the next. */
  private boolean keeps(CompletableFuture<Void> turn, CompletableFuture<?> over) {
    if (turn.cancel(/* mayInterruptIfRunning= */ false)) {
      return false;
    }
    if (over.isDone()) {
      release(1);
      return false;
    }
    return true;
  }
}
