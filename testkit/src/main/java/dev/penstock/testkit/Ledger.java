package dev.penstock.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a server has seen so far, and the waiting for it. */
final class Ledger {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ServerConnection> connections = new ArrayList<>();
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int open;
  private int taken;
  private @Nullable Instant firstDeparture;

  void opened(ServerConnection connection) {
    note(() -> {
      connections.add(connection);
      open++;
    });
  }

  void ended() {
    note(() -> open--);
  }

  /**
   * Adds a request and takes its answer, in one: the order of answers is that of {@link
   * #requests()}.
   */
  Supplier<Answer> received(ReceivedRequest request, AnswerQueue answers) {
    lock.lock();
    try {
      requests.add(request);
      changed.signalAll();
      return answers.next(request);
    } finally {
      lock.unlock();
    }
  }

  void failed(Throwable failure) {
    note(() -> failures.add(failure));
  }

  void clientLeft(Instant when) {
    note(() -> {
      if (firstDeparture == null) {
        firstDeparture = when;
      }
    });
  }

  private void note(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<ServerConnection> connections() {
    return read(() -> List.copyOf(connections));
  }

  List<ReceivedRequest> requests() {
    return read(() -> List.copyOf(requests));
  }

  List<Throwable> failures() {
    return read(() -> List.copyOf(failures));
  }

  int open() {
    return read(() -> open);
  }

  private <T> T read(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  ReceivedRequest takeRequest(Duration patience) {
    return await(
        patience, "a request", () -> taken < requests.size() ? requests.get(taken++) : null);
  }

  Instant awaitDeparture(Duration patience) {
    return await(patience, "a client that leaves", () -> firstDeparture);
  }

  void awaitNoneOpen(Duration patience) {
    await(patience, "all connections closed", () -> open == 0 ? true : null);
  }

  /** Waits for the supplier, called under the lock, to give something. */
  private <T> T await(Duration patience, String what, Supplier<@Nullable T> wanted) {
    lock.lock();
    try {
      long left = patience.toNanos();
      T found = wanted.get();
      while (found == null) {
        if (left <= 0) {
          throw new AssertionError(
              "not within " + patience + ": " + what + "; seen: " + describe());
        }
        left = changed.awaitNanos(left);
        found = wanted.get();
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  private String describe() {
    var seen = new StringBuilder();
    seen.append(requests.size()).append(" requests ").append(requests);
    seen.append(", ")
        .append(open)
        .append(" open of ")
        .append(connections.size())
        .append(" connections");
    connections.stream()
        .filter(ServerConnection::isOpen)
        .limit(20)
        .forEach(each -> seen.append("\n  ").append(each));
    failures.forEach(each -> seen.append("\n  failed: ").append(each));
    return seen.toString();
  }
}
