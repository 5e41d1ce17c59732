package dev.penstock;

import dev.penstock.StreamException.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Opens streams side by side and keeps the one whose first event comes first. */
final class Race {
  /*
   * Each runner opens its stream and waits for its first event. The one that sets `winner` has won; every other closes
   * its stream itself, late ones too. The caller waits until there is a winner or all have failed, interrupts those that
   * still run, and waits for them: an interrupt ends every wait of a stream at once.
   */
  private final Penstock penstock;
  private final List<StreamRequest> requests;
  private final AtomicReference<@Nullable EventStream> winner = new AtomicReference<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch decided = new CountDownLatch(1);
  private int running;

  Race(Penstock penstock, List<StreamRequest> requests) {
    this.penstock = penstock;
    this.requests = List.copyOf(requests);
    this.running = requests.size();
  }

  EventStream run() {
    var runners = new ArrayList<Thread>();
    for (int i = 0; i < requests.size(); i++) {
      var request = requests.get(i);
      runners.add(Thread.ofVirtual().name("penstock-race-" + i).start(() -> run(request)));
    }
    boolean interrupted = false;
    try {
      decided.await();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    interrupted |= end(runners);
    var won = winner.get();
    if (interrupted) {
      if (won != null) {
        won.close();
      }
      Thread.currentThread().interrupt();
      throw new StreamInterruptedException("interrupted during a race", Progress.NONE);
    }
    if (won != null) {
      return won;
    }
    var first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  private void run(StreamRequest request) {
    boolean won = false;
    RuntimeException why = null;
    try {
      won = firstEvent(penstock.open(request));
    } catch (RuntimeException e) {
      why = e;
    } finally {
      if (!won) {
        lost(why);
      }
    }
  }

  /** Waits for a stream's first event. Returns whether it is the winner; else it is closed. */
  private boolean firstEvent(EventStream stream) {
    boolean won = false;
    try {
      won = stream.hasNext() && winner.compareAndSet(null, stream);
    } finally {
      if (!won) {
        stream.close();
      }
    }
    if (won) {
      decided.countDown();
    }
    return won;
  }

  private void lost(@Nullable RuntimeException why) {
    lock.lock();
    try {
      if (why != null) {
        failures.add(why);
      }
      running--;
      if (running == 0) {
        decided.countDown();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the runners that still run. Returns whether the caller was interrupted meanwhile. */
  private static boolean end(List<Thread> runners) {
    runners.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (var runner : runners) {
      while (runner.isAlive()) {
        try {
          runner.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }
}
